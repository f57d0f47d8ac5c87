package dev.ioreq.playground.lab;

import dev.ioreq.playground.pods.ContainerLaunch;
import dev.ioreq.playground.pods.ContainerLog;
import dev.ioreq.playground.pods.ContainerOutput;
import dev.ioreq.playground.pods.RunningContainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A container in dom0: a process that is nobody, without a capability, and without a way to get any. Its log is kept here. */
final class RemoteContainer implements RunningContainer {
    /** As a pod of the profile `restricted` runs. */
    private static final List<String> AS_NOBODY = List.of(
            "setpriv",
            "--reuid=65534",
            "--regid=65534",
            "--clear-groups",
            "--no-new-privs",
            "--bounding-set=-all",
            "--inh-caps=-all");

    private final RemoteProcess process;
    private final CompletableFuture<Integer> ended;

    private RemoteContainer(RemoteProcess process, CompletableFuture<Integer> ended) {
        this.process = process;
        this.ended = ended;
    }

    /** Starts an image's program with a container's arguments, environment and log. */
    static RemoteContainer start(Lab lab, List<String> program, ContainerLaunch launch) throws IOException {
        var command = new ArrayList<>(AS_NOBODY);
        command.addAll(List.of("env", "-i", "PATH=/usr/bin:/bin", "LANG=C.UTF-8"));
        launch.environment().forEach((name, value) -> command.add(name + "=" + value));
        command.addAll(program);
        command.addAll(launch.arguments());
        RemoteProcess process = RemoteProcess.start(lab, launch.name(), command);
        var logged = ContainerOutput.into(
                new ContainerLog(launch.log(), Clock.systemUTC()), launch.name(), process.output(), process.errors());
        return new RemoteContainer(process, logged.thenCombine(process.onExit(), (nothing, status) -> status));
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public List<Long> pidsHere() {
        return List.of(process.pidHere());
    }

    @Override
    public void terminate() {
        send("TERM");
    }

    @Override
    public void kill() {
        send("KILL");
    }

    @Override
    public void halt() {
        send("STOP");
    }

    private void send(String signal) {
        try {
            process.send(signal);
        } catch (IOException e) {
            throw new UncheckedIOException(process.name(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public CompletionStage<Integer> ended() {
        return ended;
    }
}
