package dev.ioreq.emulator.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program that serves, in a process of its own; its output goes to files. */
public final class EmulatorInAProcess implements AutoCloseable {

    private final Process process;
    private final Path out;
    private final Path err;

    public EmulatorInAProcess(Path directory, String name, List<String> command, Path socket) throws IOException {
        out = directory.resolve(name + ".out");
        err = directory.resolve(name + ".err");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().putAll(Map.of("IOREQ_HANDOVER_SOCKET", socket.toString(), "HOSTNAME", name));
        process = builder.start();
    }

    public OutputStream stdin() {
        return process.getOutputStream();
    }

    public long pid() {
        return process.pid();
    }

    public byte[] stdout() throws IOException {
        return Files.readAllBytes(out);
    }

    public String stderr() throws IOException {
        return Files.readString(err);
    }

    public void isTerminated() {
        process.destroy();
    }

    public void isKilled() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    public int exitCode() throws InterruptedException {
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            throw new AssertionError("the process " + process.pid() + " has not ended");
        }
        return process.exitValue();
    }

    @Override
    public void close() throws Exception {
        isKilled();
        process.getOutputStream().close();
    }
}
