package dev.ioreq.playground.pods.shared;

import dev.ioreq.playground.launch.JavaCommand;
import dev.ioreq.playground.pods.RunningContainer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The shared process, seen from its parent: orders go in, ends come out. */
final class SharedProcess implements AutoCloseable {
    private static final int FAREWELL_SECONDS = 5;

    private final Process process;
    private final PrintStream orders;
    private final Map<String, CompletableFuture<Integer>> running = new ConcurrentHashMap<>();

    private SharedProcess(Process process) {
        this.process = process;
        this.orders = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    }

    /** Starts it; what it complains about is appended to {@code log}. */
    static SharedProcess start(JavaCommand command, Path log) throws IOException {
        var started = new SharedProcess(new ProcessBuilder(command.words())
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start());
        var listener = new Thread(started::listen, "shared-emulators");
        listener.setDaemon(true);
        listener.start();
        return started;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    RunningContainer run(Order.Start start) {
        var ended = new CompletableFuture<Integer>();
        running.put(start.id(), ended);
        give(start);
        if (!process.isAlive()) {
            process.onExit().thenAccept(gone -> end(start.id(), gone.exitValue()));
        }
        return new Emulator(start.id(), ended);
    }

    private void give(Order order) {
        synchronized (orders) {
            orders.println(order.line());
        }
    }

    private void listen() {
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] fields = line.split("\t");
                if (fields.length == 3 && fields[0].equals("ended")) {
                    end(fields[1], Integer.parseInt(fields[2]));
                }
            }
        } catch (IOException brokenPipe) {
            // As good as its end: without the pipe it cannot be talked to.
            process.destroyForcibly();
        }
        int status = process.onExit().join().exitValue();
        running.keySet().forEach(id -> end(id, status));
    }

    private void end(String id, int status) {
        CompletableFuture<Integer> ended = running.remove(id);
        if (ended != null) {
            ended.complete(status);
        }
    }

    @Override
    public void close() throws InterruptedException {
        synchronized (orders) {
            orders.close();
        }
        if (!process.waitFor(FAREWELL_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    /** One emulator in it. */
    private final class Emulator implements RunningContainer {
        private final String id;
        private final CompletableFuture<Integer> ended;

        Emulator(String id, CompletableFuture<Integer> ended) {
            this.id = id;
            this.ended = ended;
        }

        @Override
        public long pid() {
            return process.pid();
        }

        @Override
        public void terminate() {
            give(new Order.Stop(id));
        }

        /** A thread cannot be killed: it is asked again. */
        @Override
        public void kill() {
            give(new Order.Stop(id));
        }

        @Override
        public CompletionStage<Integer> ended() {
            return ended;
        }
    }
}
