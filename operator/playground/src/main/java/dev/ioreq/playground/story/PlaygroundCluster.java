package dev.ioreq.playground.story;

import dev.ioreq.crds.common.Condition;
import dev.ioreq.crds.common.ConditionStatus;
import dev.ioreq.crds.common.ConditionType;
import dev.ioreq.crds.ioreqserver.IoreqServer;
import dev.ioreq.crds.xennode.XenNode;
import dev.ioreq.crds.xennode.XenNodeStatus;
import dev.ioreq.playground.certificates.PlaygroundCertificates;
import dev.ioreq.playground.launch.Artifacts;
import dev.ioreq.playground.launch.HealthProbe;
import dev.ioreq.playground.launch.ResidentMemory;
import dev.ioreq.playground.launch.RunDirectory;
import dev.ioreq.playground.launch.SupervisedProcess;
import dev.ioreq.playground.launch.Teardown;
import dev.ioreq.playground.node.DeclaredGuest;
import dev.ioreq.playground.node.Node;
import dev.ioreq.playground.node.SimulatedNode;
import dev.ioreq.playground.pods.Pods;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A running playground, and the words in which stories are told on it: {@link #declare}, {@link #guest}, {@link #emulator},
 * {@link #agent}, {@link #operator}. What the cluster brings about by itself is awaited with {@link Eventually}.
 */
public final class PlaygroundCluster implements AutoCloseable {
    private static final Duration AGENTS_CONNECT = Duration.ofSeconds(120);
    /** Of what programs said, when one is not heard. */
    private static final int TOLD_LINES = 6;

    private final Teardown teardown;
    private final RunDirectory run;
    private final Identities identities;
    private final ControlPlane controlPlane;
    private final Map<String, Node> nodes;
    private final Map<String, Guest> guests = new LinkedHashMap<>();
    private final Replicas replicas;
    private final Replica operator;
    private final Pods pods;
    private final Manifests manifests;
    private final Artifacts artifacts;

    PlaygroundCluster(
            Teardown teardown,
            RunDirectory run,
            Artifacts artifacts,
            Identities identities,
            ControlPlane controlPlane,
            Map<String, Node> nodes,
            Replicas replicas,
            Replica operator,
            Pods pods) {
        this.teardown = teardown;
        this.run = run;
        this.artifacts = artifacts;
        this.identities = identities;
        this.controlPlane = controlPlane;
        this.nodes = Map.copyOf(nodes);
        this.replicas = replicas;
        this.operator = operator;
        this.pods = pods;
        this.manifests = new Manifests(controlPlane.client());
    }

    /**
     * Starts a playground of this size; returns when everything has been started, not when it has come to rest.
     *
     * @throws IOException when a program cannot be started; nothing is left then
     */
    public static PlaygroundCluster start(ClusterPlan plan) throws IOException, InterruptedException {
        return start(plan, new Teardown());
    }

    /**
     * The same, with the means to end it even while it starts.
     *
     * @param teardown is told of everything that is started, at once
     */
    public static PlaygroundCluster start(ClusterPlan plan, Teardown teardown)
            throws IOException, InterruptedException {
        return start(plan, teardown, Artifacts.ofThisBuild());
    }

    /** The same, of these artifacts. */
    public static PlaygroundCluster start(ClusterPlan plan, Teardown teardown, Artifacts artifacts)
            throws IOException, InterruptedException {
        try {
            return new ClusterStart(plan, teardown, artifacts).run();
        } catch (IOException | InterruptedException | RuntimeException e) {
            teardown.close();
            throw e;
        }
    }

    // ---- declared
    // ------------------------------------------------------------------------------------------------------------

    /** Applies YAML documents; gives what the API server made of them. */
    public List<HasMetadata> declare(String yaml) {
        return manifests.apply(manifests.parse(yaml));
    }

    /** Applies a file or a directory of the project's {@code manifests}. */
    public List<HasMetadata> declareManifests(String name) throws IOException {
        return manifests.apply(manifests.read(artifacts.manifests(name)));
    }

    /** Deletes what a file or a directory of the project's {@code manifests} declares; does not wait. */
    public void withdrawManifests(String name) throws IOException {
        List<HasMetadata> objects = new ArrayList<>(manifests.read(artifacts.manifests(name)));
        java.util.Collections.reverse(objects);
        objects.forEach(object -> client().resource(object).delete());
    }

    public Server server(String namespace, String name) {
        return new Server(client(), namespace, name);
    }

    /** All IoreqServers there are now. */
    public List<Server> servers() {
        return client().resources(IoreqServer.class).inAnyNamespace().list().getItems().stream()
                .map(server -> server(
                        server.getMetadata().getNamespace(),
                        server.getMetadata().getName()))
                .toList();
    }

    /** What the operator says of a node. */
    public Optional<XenNode> xenNode(String name) {
        return Optional.ofNullable(
                client().resources(XenNode.class).withName(name).get());
    }

    /** The API, as a person with all rights. */
    public KubernetesClient client() {
        return controlPlane.client();
    }

    /** With this, kubectl reaches the playground. */
    public Path kubeconfig() {
        return controlPlane.kubeconfig();
    }

    // ---- played
    // --------------------------------------------------------------------------------------------------------------

    /** Starts a guest on its node. */
    public Guest boots(DeclaredGuest guest) throws IOException, InterruptedException {
        Node node = node(guest.node());
        node.toolstack().start(guest);
        var booted = new Guest(guest, node);
        guests.put(guest.name(), booted);
        return booted;
    }

    /** Ends all guests that run, on all nodes. */
    public void destroysGuests() throws IOException, InterruptedException {
        for (Node node : nodes.values()) {
            for (String guest : node.toolstack().serverIds().keySet()) {
                node.toolstack().destroy(guest);
            }
        }
        guests.clear();
    }

    /** A guest that was booted. */
    public Guest guest(String name) {
        return Optional.ofNullable(guests.get(name))
                .orElseThrow(() -> new IllegalArgumentException("no guest " + name + "; there are " + guests.keySet()));
    }

    public List<Guest> guests() {
        return List.copyOf(guests.values());
    }

    /** The emulator of a server. */
    public Emulator emulator(Server server) {
        return new Emulator(pods, server.namespace(), server.name() + "-emulator", "emulator");
    }

    public Node node(String name) {
        return Optional.ofNullable(nodes.get(name))
                .orElseThrow(() -> new IllegalArgumentException("no node " + name + "; there are " + nodes.keySet()));
    }

    /**
     * A node whose hypervisor is simulated, with what only such a one has.
     *
     * @throws IllegalStateException when it is real on this stage
     */
    public SimulatedNode simulatedNode(String name) {
        if (node(name) instanceof SimulatedNode simulated) {
            return simulated;
        }
        throw new IllegalStateException("node " + name + " is not simulated on this stage");
    }

    public List<Node> nodes() {
        return List.copyOf(nodes.values());
    }

    /** The agent of a node. */
    public SupervisedProcess agent(String node) {
        return node(node).agent();
    }

    /** The operator; where there are several, the first. */
    public SupervisedProcess operator() {
        return operator.process();
    }

    /** The first of the operator's processes, and what is known of it. */
    public Replica replica() {
        return operator;
    }

    /** All of the operator's processes. */
    public List<SupervisedProcess> operators() {
        return replicas.processes();
    }

    /** Starts another replica of the operator, which waits for the lease. */
    public Replica anotherOperator(String identity) throws IOException {
        return replicas.start(identity);
    }

    /** Who vouches for operator and agents; with it a story can let others appear. */
    public PlaygroundCertificates authority() {
        return identities.authority();
    }

    /** How the operator says it is. */
    public HealthProbe operatorHealth() {
        return operator.health();
    }

    /** What was asked of the API server, and by whom. */
    public ControlPlane controlPlane() {
        return controlPlane;
    }

    /** How many IOREQ servers a node's hypervisor has, asked past agent and operator. */
    public int serversInHypervisor(String node) throws Exception {
        return node(node).toolstack().serverIds().values().stream()
                .mapToInt(List::size)
                .sum();
    }

    /** How many of them are a guest's. */
    public int serversInHypervisor(String node, String guest) throws Exception {
        return node(node).toolstack().serverIds().getOrDefault(guest, List.of()).size();
    }

    /** Waits until the operator hears all agents. */
    public void awaitAgents() throws InterruptedException {
        for (Node node : nodes.values()) {
            Eventually.within(AGENTS_CONNECT, "the operator hears the agent of " + node.name(), () -> {
                List<Condition> said =
                        xenNode(node.name()).map(XenNode::getStatus).map(XenNodeStatus::conditions).stream()
                                .flatMap(List::stream)
                                .toList();
                boolean connected = said.stream()
                        .anyMatch(condition -> condition.type().equals(ConditionType.AGENT_CONNECTED.toString())
                                && condition.status() == ConditionStatus.TRUE);
                return connected ? Optional.empty() : Optional.of(unheard(node, said));
            });
        }
    }

    private String unheard(Node node, List<Condition> said) throws IOException {
        return "its XenNode says %s; the operator said last: %s; the agent, which is to be at %s and was started %d times: %s"
                .formatted(
                        said,
                        operator().current().logTail(TOLD_LINES),
                        node.agentAddress(),
                        node.agent().restarts() + 1,
                        node.agent().current().logTail(TOLD_LINES));
    }

    // ---- looked at
    // -----------------------------------------------------------------------------------------------------------

    /** All processes of it: this one, the nodes', the operator's, the containers'. */
    public List<Long> pids() {
        var pids = new ArrayList<Long>();
        pids.add(ProcessHandle.current().pid());
        nodes.values().forEach(node -> pids.addAll(node.pids()));
        replicas.processes().forEach(process -> pids.add(process.current().pid()));
        pids.addAll(pods.pids());
        return pids;
    }

    /** What all of its processes hold in memory, in bytes. */
    public long residentMemory() {
        return ResidentMemory.sum(pids());
    }

    /** Where it keeps its files. */
    public Path directory() {
        return run.path();
    }

    /** Ends everything, in order, and removes its files. */
    @Override
    public void close() {
        teardown.close();
    }
}
