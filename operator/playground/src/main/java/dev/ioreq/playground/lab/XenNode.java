package dev.ioreq.playground.lab;

import dev.ioreq.playground.launch.RunDirectory;
import dev.ioreq.playground.launch.SupervisedProcess;
import dev.ioreq.playground.launch.TlsFiles;
import dev.ioreq.playground.node.Node;
import dev.ioreq.playground.node.Toolstack;
import dev.ioreq.playground.pods.PodNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The lab's machine as a node: real Xen, the real agent in its dom0, guests of ours. */
public final class XenNode implements Node {
    private final Lab lab;
    private final String name;
    private final Dom0Layout layout;
    private final Path csiHere;
    private final Forwards forwards;
    private final XenToolstack toolstack;
    private final SupervisedProcess agent;
    private RemoteProgram lastAgent;

    private XenNode(Lab lab, String name, Dom0Layout layout, Path csiHere, Path log, TlsFiles tls)
            throws IOException, InterruptedException {
        this.lab = lab;
        this.name = name;
        this.layout = layout;
        this.csiHere = csiHere;
        var program = new Dom0Agent(lab, layout, name, log);
        program.identify(tls);
        this.forwards = Forwards.open(lab, Dom0Agent.PORT, csiHere, layout.csiSocket());
        this.toolstack = XenToolstack.open(lab, layout.guests());
        this.agent = SupervisedProcess.of(() -> started(program.start()));
    }

    /**
     * Starts the node's agent; does not wait until it serves.
     *
     * @param tls the agent's side; its certificate names this node
     */
    public static XenNode start(Lab lab, RunDirectory run, String name, TlsFiles tls)
            throws IOException, InterruptedException {
        return new XenNode(
                lab,
                name,
                Dom0Layout.make(lab),
                run.directory(name).resolve("csi.sock"),
                run.directory("logs").resolve("agent-" + name + ".log"),
                tls);
    }

    private synchronized RemoteProgram started(RemoteProgram program) {
        lastAgent = program;
        return program;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String agentAddress() {
        return "127.0.0.1:" + forwards.port();
    }

    @Override
    public SupervisedProcess agent() {
        return agent;
    }

    @Override
    public Toolstack toolstack() {
        return toolstack;
    }

    @Override
    public Optional<PodNode> pods() {
        return Optional.of(
                new PodNode(csiHere, layout.pods(), new RemoteVolumes(lab, layout.links()), Dom0Images.of(lab)));
    }

    @Override
    public List<String> agentFiles() throws IOException, InterruptedException {
        return lab.run("find %s %s -type f".formatted(layout.handovers(), layout.journal()))
                .lines()
                .toList();
    }

    @Override
    public synchronized List<Long> pids() {
        return List.of(lastAgent.pidHere(), forwards.pidHere(), toolstack.pidHere());
    }

    /** Ends the agent, then the guests. */
    @Override
    public void close() throws Exception {
        agent.close();
        toolstack.close();
        forwards.close();
        layout.remove(lab);
    }
}
