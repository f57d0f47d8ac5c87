package dev.ioreq.operator.testing;

import dev.ioreq.protocol.agent.ApplyServerRequest;
import dev.ioreq.protocol.agent.ApplyServerResponse;
import dev.ioreq.protocol.agent.BufferedIo;
import dev.ioreq.protocol.agent.DeclaredServer;
import dev.ioreq.protocol.agent.Domain;
import dev.ioreq.protocol.agent.DomainIdentity;
import dev.ioreq.protocol.agent.DomainSelector;
import dev.ioreq.protocol.agent.DomainType;
import dev.ioreq.protocol.agent.EmulatorState;
import dev.ioreq.protocol.agent.Frame;
import dev.ioreq.protocol.agent.FrameKind;
import dev.ioreq.protocol.agent.GetNodeRequest;
import dev.ioreq.protocol.agent.HypervisorKind;
import dev.ioreq.protocol.agent.IoRange;
import dev.ioreq.protocol.agent.Node;
import dev.ioreq.protocol.agent.NodeAgentGrpc;
import dev.ioreq.protocol.agent.ReleaseServerRequest;
import dev.ioreq.protocol.agent.ReleaseServerResponse;
import dev.ioreq.protocol.agent.ServerPhase;
import dev.ioreq.protocol.agent.ServerState;
import dev.ioreq.protocol.agent.Snapshot;
import dev.ioreq.protocol.agent.WatchEvent;
import dev.ioreq.protocol.agent.WatchRequest;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * An agent as the operator sees it: keeps what it is told, and observes what the test says. As long as nothing else is said, a
 * declared server serves at once, and a released one is gone at once.
 */
public final class ScriptedAgent extends NodeAgentGrpc.NodeAgentImplBase {

    private final String node;
    private final Map<Integer, Domain> domains = new LinkedHashMap<>();
    private final Map<String, DeclaredServer> declared = new LinkedHashMap<>();
    private final Map<String, ServerState> states = new LinkedHashMap<>();
    private final List<StreamObserver<WatchEvent>> watchers = new ArrayList<>();
    private final List<DeclaredServer> applied = new ArrayList<>();
    private final List<String> released = new ArrayList<>();
    private boolean serves = true;
    private boolean releasesAtOnce = true;
    private Optional<Status> answersWith = Optional.empty();

    /** The agent of a node without domains. */
    public ScriptedAgent(String node) {
        this.node = node;
    }

    // ---- what the test says

    /** A domain starts. Its uuid is made of its name, its incarnation of its name and domid. */
    public synchronized DomainIdentity starts(int id, String name) {
        return starts(id, name, uuid(name));
    }

    /** A domain starts. */
    public synchronized DomainIdentity starts(int id, String name, String uuid) {
        DomainIdentity identity = DomainIdentity.newBuilder()
                .setId(id)
                .setUuid(uuid)
                .setName(name)
                .setIncarnation(node + "/" + name + "/" + id)
                .build();
        domains.put(
                id,
                Domain.newBuilder()
                        .setIdentity(identity)
                        .setType(DomainType.DOMAIN_TYPE_HVM)
                        .setVcpus(1)
                        .setFreeServers(8)
                        .build());
        tellNode();
        List.copyOf(declared.values()).forEach(server -> {
            if (matches(server.getDomain(), identity)) {
                converge(server);
            }
        });
        return identity;
    }

    /** A domain ends. */
    public synchronized void ends(int id) {
        Domain gone = domains.remove(id);
        List.copyOf(states.values()).forEach(state -> {
            if (state.getDomain().equals(gone.getIdentity())) {
                observe(state.getKey(), server -> server.toBuilder()
                        .clearDomain()
                        .clearServerId()
                        .clearFrames()
                        .clearMappedRanges()
                        .setPhase(ServerPhase.WAITING_FOR_DOMAIN)
                        .setEmulator(EmulatorState.EMULATOR_ABSENT)
                        .build());
            }
        });
        tellNode();
    }

    /** The inventory says something else about a domain. */
    public synchronized void domain(int id, UnaryOperator<Domain> change) {
        domains.computeIfPresent(id, (key, domain) -> change.apply(domain));
        tellNode();
    }

    /** From now on declared servers stay at the very beginning until the test moves them. */
    public synchronized void servesNobody() {
        serves = false;
    }

    /** From now on releases take until {@link #finishes}. */
    public synchronized void releasesSlowly() {
        releasesAtOnce = false;
    }

    /** A slow release ends. */
    public synchronized void finishes(String key) {
        forget(key);
    }

    /** From now on every call is answered like this. */
    public synchronized void answersWith(Status status) {
        answersWith = Optional.of(status);
    }

    /** From now on calls are answered as they should. */
    public synchronized void answers() {
        answersWith = Optional.empty();
    }

    /** The process dies: streams end, calls fail. */
    public synchronized void dies() {
        answersWith(Status.UNAVAILABLE.withDescription("connection refused"));
        List<StreamObserver<WatchEvent>> open = List.copyOf(watchers);
        watchers.clear();
        open.forEach(watcher -> watcher.onError(
                Status.UNAVAILABLE.withDescription("connection reset").asRuntimeException()));
    }

    /** The agent observes something else about a server. */
    public synchronized void observe(String key, UnaryOperator<ServerState> change) {
        ServerState state = change.apply(states.get(key));
        states.put(key, state);
        tell(WatchEvent.newBuilder().setServer(state).build());
    }

    /** The agent holds a server that nobody here declared. */
    public synchronized void holds(ServerState state) {
        states.put(state.getKey(), state);
        tell(WatchEvent.newBuilder().setServer(state).build());
    }

    // ---- what the test asks

    /** Every declaration that was sent, in order. */
    public synchronized List<DeclaredServer> applied() {
        return List.copyOf(applied);
    }

    /** The keys of every release that was sent, in order. */
    public synchronized List<String> released() {
        return List.copyOf(released);
    }

    /** The keys of what it holds. */
    public synchronized List<String> held() {
        return List.copyOf(states.keySet());
    }

    // ---- what the operator sees

    @Override
    public synchronized void getNode(GetNodeRequest request, StreamObserver<Node> answer) {
        if (!failing(answer)) {
            answer.onNext(inventory());
            answer.onCompleted();
        }
    }

    @Override
    public synchronized void applyServer(ApplyServerRequest request, StreamObserver<ApplyServerResponse> answer) {
        DeclaredServer server = request.getServer();
        applied.add(server);
        if (failing(answer)) {
            return;
        }
        declared.put(server.getKey(), server);
        states.put(server.getKey(), begun(server));
        answer.onNext(ApplyServerResponse.newBuilder()
                .setState(states.get(server.getKey()))
                .build());
        answer.onCompleted();
        tell(WatchEvent.newBuilder().setServer(states.get(server.getKey())).build());
        converge(server);
    }

    @Override
    public synchronized void releaseServer(ReleaseServerRequest request, StreamObserver<ReleaseServerResponse> answer) {
        released.add(request.getKey());
        if (failing(answer)) {
            return;
        }
        boolean gone = releasesAtOnce || !states.containsKey(request.getKey());
        answer.onNext(ReleaseServerResponse.newBuilder().setGone(gone).build());
        answer.onCompleted();
        if (gone) {
            forget(request.getKey());
        } else {
            observe(
                    request.getKey(),
                    state -> state.toBuilder().setPhase(ServerPhase.RELEASING).build());
        }
    }

    @Override
    public synchronized void watch(WatchRequest request, StreamObserver<WatchEvent> watcher) {
        if (failing(watcher)) {
            return;
        }
        ((ServerCallStreamObserver<WatchEvent>) watcher).setOnCancelHandler(() -> leaves(watcher));
        watchers.add(watcher);
        watcher.onNext(WatchEvent.newBuilder()
                .setSnapshot(Snapshot.newBuilder().setNode(inventory()).addAllServers(states.values()))
                .build());
    }

    private synchronized void leaves(StreamObserver<WatchEvent> watcher) {
        watchers.remove(watcher);
    }

    private boolean failing(StreamObserver<?> answer) {
        answersWith.ifPresent(status -> answer.onError(status.asRuntimeException()));
        return answersWith.isPresent();
    }

    private void forget(String key) {
        declared.remove(key);
        if (states.remove(key) != null) {
            tell(WatchEvent.newBuilder().setGone(key).build());
        }
    }

    private void converge(DeclaredServer server) {
        if (!serves) {
            return;
        }
        domains.values().stream()
                .map(Domain::getIdentity)
                .filter(identity -> matches(server.getDomain(), identity))
                .findFirst()
                .ifPresent(identity -> observe(server.getKey(), state -> serving(state, server, identity)));
    }

    private ServerState begun(DeclaredServer server) {
        ServerState before = states.get(server.getKey());
        ServerState.Builder begun = (before == null
                        ? ServerState.newBuilder().setPhase(ServerPhase.WAITING_FOR_DOMAIN)
                        : before.toBuilder())
                .setKey(server.getKey())
                .setNamespace(server.getNamespace())
                .setName(server.getName())
                .setObservedGeneration(server.getGeneration())
                .clearEmulatorPod();
        if (server.hasEmulatorPod()) {
            begun.setEmulatorPod(server.getEmulatorPod());
        }
        return begun.build();
    }

    /** The state of a server whose emulator answers. */
    public static ServerState serving(ServerState state, DeclaredServer server, DomainIdentity domain) {
        ServerState.Builder serving = state.toBuilder()
                .setPhase(ServerPhase.SERVING)
                .setDomain(domain)
                .setServerId(1)
                .setVcpus(1)
                .setEmulator(EmulatorState.EMULATOR_ATTACHED)
                .clearMappedRanges()
                .clearFrames()
                .addFrames(Frame.newBuilder().setIndex(1).setKind(FrameKind.FRAME_KIND_SYNCHRONOUS));
        if (server.getBufferedIo() != BufferedIo.BUFFERED_IO_OFF) {
            serving.setBufferedPort(23)
                    .addFrames(Frame.newBuilder().setIndex(0).setKind(FrameKind.FRAME_KIND_BUFFERED));
        }
        if (server.getEnabled()) {
            server.getRangesList().stream().map(IoRange::getName).sorted().forEach(serving::addMappedRanges);
        } else {
            serving.setPhase(ServerPhase.OFFERED).setEmulator(EmulatorState.EMULATOR_ABSENT);
        }
        return serving.build();
    }

    private static boolean matches(DomainSelector selector, DomainIdentity domain) {
        return (selector.getName().isEmpty() || selector.getName().equals(domain.getName()))
                && (selector.getUuid().isEmpty() || selector.getUuid().equals(domain.getUuid()))
                && (selector.getId() == 0 || selector.getId() == domain.getId())
                && (selector.getIncarnation().isEmpty()
                        || selector.getIncarnation().equals(domain.getIncarnation()));
    }

    private Node inventory() {
        return Node.newBuilder()
                .setName(node)
                .setAgentVersion("0.1.0")
                .setAgentInstance("scripted")
                .setHypervisor(HypervisorKind.HYPERVISOR_KIND_SIMULATED)
                .setHypervisorVersion("4.20")
                .setBootId("boot-1")
                .addAllDomains(domains.values())
                .build();
    }

    private void tellNode() {
        tell(WatchEvent.newBuilder().setNode(inventory()).build());
    }

    private void tell(WatchEvent event) {
        List.copyOf(watchers).forEach(watcher -> watcher.onNext(event));
    }

    /** The uuid of a domain that was started by name. */
    public static String uuid(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
