package dev.ioreq.playground.lab;

import dev.ioreq.playground.launch.Pace;
import dev.ioreq.playground.launch.Program;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A program in dom0 with its output in a file here. */
final class RemoteProgram implements Program {
    private static final Duration AFTER_KILL = Duration.ofSeconds(5);

    private final RemoteProcess process;
    private final Path log;
    private final CompletableFuture<Integer> ended;

    private RemoteProgram(RemoteProcess process, Path log, CompletableFuture<Integer> ended) {
        this.process = process;
        this.log = log;
        this.ended = ended;
    }

    /** Starts it; both of its outputs are appended to {@code log}. */
    static RemoteProgram start(Lab lab, String name, List<String> command, Path log) throws IOException {
        RemoteProcess process = RemoteProcess.start(lab, name, command);
        var logged = CompletableFuture.allOf(
                CompletableFuture.runAsync(() -> append(process.output(), log), RemoteProgram::inThread),
                CompletableFuture.runAsync(() -> append(process.errors(), log), RemoteProgram::inThread));
        return new RemoteProgram(process, log, logged.thenCombine(process.onExit(), (nothing, status) -> status));
    }

    private static void inThread(Runnable task) {
        var thread = new Thread(task, "log of dom0");
        thread.setDaemon(true);
        thread.start();
    }

    private static void append(InputStream from, Path log) {
        try (from;
                OutputStream to = Files.newOutputStream(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            from.transferTo(to);
        } catch (IOException e) {
            throw new UncheckedIOException("log " + log, e);
        }
    }

    @Override
    public String name() {
        return process.name();
    }

    @Override
    public long pid() {
        return process.pid();
    }

    long pidHere() {
        return process.pidHere();
    }

    @Override
    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public CompletableFuture<Integer> onExit() {
        return ended;
    }

    @Override
    public void terminate() {
        try {
            process.send("TERM");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop(Duration grace) throws InterruptedException {
        terminate();
        if (!gone(Pace.of(grace))) {
            kill();
        }
    }

    @Override
    public void kill() throws InterruptedException {
        try {
            process.send("KILL");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!gone(Pace.of(AFTER_KILL))) {
            throw new IllegalStateException(name() + " (process " + pid() + " of dom0) is still there "
                    + Pace.of(AFTER_KILL).toSeconds() + " s after SIGKILL: the kernel cannot end it");
        }
    }

    private boolean gone(Duration within) throws InterruptedException {
        try {
            ended.get(within.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException stillThere) {
            return false;
        } catch (java.util.concurrent.ExecutionException lostLog) {
            return !process.isAlive();
        }
    }

    @Override
    public List<String> logTail(int lines) throws IOException {
        List<String> all = Files.exists(log) ? Files.readAllLines(log) : List.of();
        return all.subList(Math.max(0, all.size() - lines), all.size());
    }
}
