package dev.ioreq.playground.lab;

import dev.ioreq.playground.launch.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What leads from here to dom0 as long as it is open: the agent's port, and the socket of its CSI driver. */
final class Forwards implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);

    private final Process ssh;
    private final int port;

    private Forwards(Process ssh, int port) {
        this.ssh = ssh;
        this.port = port;
    }

    /**
     * Returns when they can be used; nobody need listen in dom0 yet.
     *
     * @param agentPort of dom0's loopback interface
     * @param csiHere the socket that is made here
     */
    static Forwards open(Lab lab, int agentPort, Path csiHere, Path csiThere) throws IOException, InterruptedException {
        int port = FreePort.pick();
        // A connection of its own: what a shared one forwards would stay with it.
        Process ssh = new ProcessBuilder(lab.ssh(List.of(
                        "-N",
                        "-o",
                        "ControlPath=none",
                        "-o",
                        "ExitOnForwardFailure=yes",
                        "-o",
                        "StreamLocalBindUnlink=yes",
                        "-L",
                        "127.0.0.1:" + port + ":127.0.0.1:" + agentPort,
                        "-L",
                        csiHere + ":" + csiThere)))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        var forwards = new Forwards(ssh, port);
        forwards.await();
        return forwards;
    }

    private void await() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START.toNanos();
        while (true) {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException notYet) {
                if (!ssh.isAlive() || System.nanoTime() > deadline) {
                    close();
                    throw new IOException("ssh does not lead to dom0 on port " + port, notYet);
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
    }

    /** The port here that is the agent's there. */
    int port() {
        return port;
    }

    long pidHere() {
        return ssh.pid();
    }

    @Override
    public void close() throws InterruptedException {
        ssh.destroy();
        ssh.waitFor();
    }
}
