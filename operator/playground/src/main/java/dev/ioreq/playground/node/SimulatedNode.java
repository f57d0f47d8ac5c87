package dev.ioreq.playground.node;

import dev.ioreq.hypervisor.simulated.GuestControl;
import dev.ioreq.playground.launch.Artifacts;
import dev.ioreq.playground.launch.ChildProcess;
import dev.ioreq.playground.launch.FreePort;
import dev.ioreq.playground.launch.SupervisedProcess;
import dev.ioreq.playground.launch.TlsFiles;
import dev.ioreq.playground.pods.ContainerImages;
import dev.ioreq.playground.pods.LocalVolumes;
import dev.ioreq.playground.pods.PodNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A Xen node without Xen: a simulated hypervisor in a process of its own, the real agent in another, and guests. */
public final class SimulatedNode implements Node {
    private static final Duration HYPERVISOR_START = Duration.ofSeconds(30);
    private static final Duration GRACE = Duration.ofSeconds(3);

    private final NodeLayout layout;
    private final ChildProcess hypervisor;
    private final SupervisedProcess agent;
    private final int agentPort;
    private final int agentHttpPort;
    private final Optional<ContainerImages> images;
    private GuestControl control;

    private SimulatedNode(
            NodeLayout layout,
            ChildProcess hypervisor,
            SupervisedProcess agent,
            int agentPort,
            int agentHttpPort,
            Optional<ContainerImages> images) {
        this.layout = layout;
        this.hypervisor = hypervisor;
        this.agent = agent;
        this.agentPort = agentPort;
        this.agentHttpPort = agentHttpPort;
        this.images = images;
    }

    /**
     * Starts the node's processes; does not wait until they serve. The pod runner is to run its pods.
     *
     * @param artifacts what there is to start
     * @param agentTls the agent's side; its certificate names this node
     * @param images what its pods can run
     */
    public static SimulatedNode start(NodeLayout layout, Artifacts artifacts, TlsFiles agentTls, ContainerImages images)
            throws IOException {
        return start(layout, artifacts, agentTls, AgentPlace.here(layout), Optional.of(images));
    }

    /**
     * The same, but a kubelet runs its pods.
     *
     * @param place where that kubelet is
     */
    public static SimulatedNode start(NodeLayout layout, Artifacts artifacts, TlsFiles agentTls, AgentPlace place)
            throws IOException {
        return start(layout, artifacts, agentTls, place, Optional.empty());
    }

    private static SimulatedNode start(
            NodeLayout layout,
            Artifacts artifacts,
            TlsFiles agentTls,
            AgentPlace place,
            Optional<ContainerImages> images)
            throws IOException {
        int port = FreePort.pick();
        int httpPort = FreePort.pick();
        ChildProcess hypervisor = new HypervisorProgram(layout, artifacts.words(artifacts.hypervisor())).start();
        var program = new AgentProgram(layout, artifacts.words(artifacts.agent()), agentTls, port, httpPort, place);
        return new SimulatedNode(layout, hypervisor, SupervisedProcess.of(program::start), port, httpPort, images);
    }

    @Override
    public String name() {
        return layout.name();
    }

    public NodeLayout layout() {
        return layout;
    }

    @Override
    public String agentAddress() {
        return "127.0.0.1:" + agentPort;
    }

    /** Where the agent tells its health and metrics. */
    public int agentHttpPort() {
        return agentHttpPort;
    }

    @Override
    public SupervisedProcess agent() {
        return agent;
    }

    public ChildProcess hypervisor() {
        return hypervisor;
    }

    @Override
    public List<Long> pids() {
        return List.of(hypervisor.pid(), agent.current().pid());
    }

    @Override
    public synchronized Toolstack toolstack() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + HYPERVISOR_START.toNanos();
        while (control == null) {
            try {
                control = GuestControl.connect(layout.controlSocket());
            } catch (UncheckedIOException notYet) {
                if (!hypervisor.isAlive() || System.nanoTime() > deadline) {
                    throw new IOException(
                            hypervisor.name() + " did not come up; it said: " + hypervisor.logTail(20), notYet);
                }
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }
        return new SimulatedToolstack(control, layout.hypervisorSocket());
    }

    @Override
    public Optional<PodNode> pods() {
        return images.map(can -> new PodNode(layout.csiSocket(), layout.pods(), new LocalVolumes(), can));
    }

    @Override
    public List<String> agentFiles() throws IOException {
        var files = new ArrayList<String>();
        for (Path directory : List.of(layout.handovers(), layout.journal())) {
            try (var found = Files.walk(directory)) {
                found.filter(Files::isRegularFile).map(Path::toString).forEach(files::add);
            }
        }
        return files;
    }

    /** Ends the agent, then the hypervisor and with it the guests. */
    @Override
    public void close() throws Exception {
        agent.close();
        if (control != null) {
            control.close();
        }
        hypervisor.stop(GRACE);
    }
}
