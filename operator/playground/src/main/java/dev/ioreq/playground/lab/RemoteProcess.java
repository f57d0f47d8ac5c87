package dev.ioreq.playground.lab;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * A process in dom0. The lab's {@code hold} starts it, tells its number, and ends it when this machine's end of the connection is
 * gone: whatever becomes of us, nothing of ours goes on there.
 */
final class RemoteProcess {
    private final Lab lab;
    private final String name;
    private final Process ssh;
    private final long pid;

    private RemoteProcess(Lab lab, String name, Process ssh, long pid) {
        this.lab = lab;
        this.name = name;
        this.ssh = ssh;
        this.pid = pid;
    }

    /**
     * Starts it; returns when it runs.
     *
     * @param name for messages
     * @throws IOException when it could not be started, with what was said
     */
    static RemoteProcess start(Lab lab, String name, List<String> command) throws IOException {
        return start(lab, name, command, false);
    }

    /** The same, with its input open: what is written to {@link #input} is for the program itself. */
    static RemoteProcess startListening(Lab lab, String name, List<String> command) throws IOException {
        return start(lab, name, command, true);
    }

    private static RemoteProcess start(Lab lab, String name, List<String> command, boolean listening)
            throws IOException {
        String words = command.stream().map(Lab::quoted).collect(Collectors.joining(" "));
        String hold = Lab.PAYLOAD + "/lab/hold " + (listening ? "--listening " : "") + words;
        Process ssh = new ProcessBuilder(lab.ssh(List.of(), hold)).start();
        String first = firstLine(ssh.getInputStream());
        if (!first.startsWith("pid ")) {
            ssh.destroyForcibly();
            throw new IOException(name + " could not be started in dom0: " + first
                    + new String(ssh.getErrorStream().readAllBytes(), StandardCharsets.UTF_8).trim());
        }
        return new RemoteProcess(lab, name, ssh, Long.parseLong(first.substring("pid ".length())));
    }

    /** Byte by byte: what follows is the program's own, and may be anything. */
    private static String firstLine(InputStream from) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int next = from.read(); next >= 0 && next != '\n'; next = from.read()) {
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    String name() {
        return name;
    }

    /** In dom0. */
    long pid() {
        return pid;
    }

    /** On this machine: the connection to it. */
    long pidHere() {
        return ssh.pid();
    }

    boolean isAlive() {
        return ssh.isAlive();
    }

    InputStream output() {
        return ssh.getInputStream();
    }

    InputStream errors() {
        return ssh.getErrorStream();
    }

    OutputStream input() {
        return ssh.getOutputStream();
    }

    /** Completes with its exit status, 128 + signal when a signal ended it. */
    CompletableFuture<Integer> onExit() {
        return ssh.onExit().thenApply(Process::exitValue);
    }

    /** @param signal as kill(1) names it; a process that is gone already is no error */
    void send(String signal) throws IOException, InterruptedException {
        if (ssh.isAlive()) {
            lab.run("kill -" + signal + " " + pid + " 2>/dev/null || ! kill -0 " + pid + " 2>/dev/null");
        }
    }
}
