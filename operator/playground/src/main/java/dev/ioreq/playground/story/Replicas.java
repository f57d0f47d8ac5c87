package dev.ioreq.playground.story;

import dev.ioreq.playground.launch.FreePort;
import dev.ioreq.playground.launch.HealthProbe;
import dev.ioreq.playground.launch.OperatorProgram;
import dev.ioreq.playground.launch.RunDirectory;
import dev.ioreq.playground.launch.SupervisedProcess;
import dev.ioreq.playground.launch.Teardown;
import dev.ioreq.playground.launch.TlsFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Starts the operator, as often as a Deployment has replicas. */
final class Replicas {
    private final List<String> program;
    private final TlsFiles tls;
    private final Path kubeconfig;
    private final RunDirectory run;
    private final Teardown teardown;
    private final List<SupervisedProcess> processes = new CopyOnWriteArrayList<>();

    Replicas(List<String> program, TlsFiles tls, Path kubeconfig, RunDirectory run, Teardown teardown) {
        this.program = program;
        this.tls = tls;
        this.kubeconfig = kubeconfig;
        this.run = run;
        this.teardown = teardown;
    }

    /** Starts one more, under a name of its own; does not wait until it is ready. */
    Replica start(String identity) throws IOException {
        int port = FreePort.pick();
        Path log = run.directory("logs").resolve("operator-" + identity + ".log");
        var operator = new OperatorProgram(program, tls, kubeconfig, identity, port, log, run.directory("tmp"));
        var process = SupervisedProcess.of(operator::start);
        teardown.add("operator " + identity, process);
        processes.add(process);
        return new Replica(identity, process, new HealthProbe(port), log);
    }

    List<SupervisedProcess> processes() {
        return List.copyOf(processes);
    }
}
