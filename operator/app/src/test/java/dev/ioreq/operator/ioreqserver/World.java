package dev.ioreq.operator.ioreqserver;

import dev.ioreq.crds.common.ConditionStatus;
import dev.ioreq.crds.common.ConditionType;
import dev.ioreq.crds.grant.DomainGrant;
import dev.ioreq.crds.grant.DomainGrantSpec;
import dev.ioreq.crds.grant.DomainPattern;
import dev.ioreq.crds.ioreqserver.BufferedIoMode;
import dev.ioreq.crds.ioreqserver.DomainRef;
import dev.ioreq.crds.ioreqserver.EmulatorSpec;
import dev.ioreq.crds.ioreqserver.IoreqServer;
import dev.ioreq.crds.ioreqserver.IoreqServerSpec;
import dev.ioreq.crds.ioreqserver.PortInterval;
import dev.ioreq.crds.ioreqserver.RangeSpec;
import dev.ioreq.operator.agents.AgentDirectory;
import dev.ioreq.operator.agents.AgentEndpoint;
import dev.ioreq.operator.agents.Backoff;
import dev.ioreq.operator.agents.Fleet;
import dev.ioreq.operator.conditions.Conditions;
import dev.ioreq.operator.testing.HandClock;
import dev.ioreq.operator.testing.HandTimer;
import dev.ioreq.operator.testing.RecordedEvents;
import dev.ioreq.operator.testing.ScriptedAgent;
import dev.ioreq.protocol.agent.DomainIdentity;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.grpc.Server;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * A cluster in memory around the real decisions: resources in maps, agents over in-process gRPC, a clock that the test turns. Whole
 * reconciles are driven by {@link #settle()}, which looks at what was triggered until nothing is.
 */
final class World implements AutoCloseable {

    static final Duration UNREACHABLE_AFTER = Duration.ofSeconds(5);
    static final Duration PROGRESS_AFTER = Duration.ofSeconds(10);
    static final String NAMESPACE = "team-a";

    final HandTimer timer = new HandTimer();
    final RecordedEvents events = new RecordedEvents();
    final HandClock clock;
    final MemoryPods pods;
    final Fleet fleet;
    final Map<String, IoreqServer> servers = new LinkedHashMap<>();
    final Map<String, DomainGrant> grants = new LinkedHashMap<>();
    final Set<String> goneNodes = new HashSet<>();

    /** Status writes that reached the API server. */
    int writes;

    private final Map<String, Server> processes = new ConcurrentHashMap<>();
    private final Map<String, Integer> versions = new HashMap<>();
    private final Set<ResourceID> triggered = new LinkedHashSet<>();
    private final Map<ResourceID, Duration> later = new HashMap<>();
    private final String salt;
    private final AgentDirectory agents;
    private final ServerControl control;
    private boolean conflictOnce;

    World() {
        this(UUID.randomUUID().toString(), new HandClock());
    }

    /** A process of the operator that knows nothing yet. */
    private World(String salt, HandClock clock) {
        this.salt = salt;
        this.clock = clock;
        this.pods = new MemoryPods(clock);
        this.fleet = new Fleet(clock);
        agents = new AgentDirectory(
                (node, endpoint) -> InProcessChannelBuilder.forName(salt + node)
                        .directExecutor()
                        .build(),
                fleet,
                new Backoff(Duration.ofMillis(250), Duration.ofSeconds(5)),
                timer);
        control = new ServerControl(
                new ServerControl.Surroundings(
                        new MemoryServers(), fleet, agents, this::grants, pods, goneNodes::contains, events, clock),
                new ServerControl.Waits(UNREACHABLE_AFTER, PROGRESS_AFTER),
                triggered::add);
    }

    private Collection<DomainGrant> grants() {
        return grants.values();
    }

    /** The operator is past its start: it may say that something does not exist. */
    void hasRunForAWhile() {
        declare("first-look", "nobody", "0x0", "0x0");
        settle();
        servers.remove("first-look");
        passes(UNREACHABLE_AFTER);
    }

    // ---- nodes

    /** A node whose agent is connected. */
    ScriptedAgent node(String name) {
        ScriptedAgent agent = new ScriptedAgent(name);
        serve(name, agent);
        connect(name);
        return agent;
    }

    void connect(String name) {
        agents.connect(name, new AgentEndpoint(name, 9443));
    }

    /** The XenNode of a node is deleted. */
    void forget(String name) {
        agents.retain(fleet.nodes().stream()
                .map(node -> node.name())
                .filter(node -> !node.equals(name))
                .toList());
    }

    private void serve(String name, ScriptedAgent agent) {
        try {
            processes.put(
                    name,
                    InProcessServerBuilder.forName(salt + name)
                            .directExecutor()
                            .addService(agent)
                            .build()
                            .start());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    // ---- resources

    /** A grant for the namespace over domains by name. */
    void granted(String... globs) {
        grant(
                "by-name",
                List.of(globs).stream()
                        .map(glob -> new DomainPattern(glob, null))
                        .toList());
    }

    void grant(String name, List<DomainPattern> domains) {
        DomainGrant grant = new DomainGrant();
        grant.setMetadata(new ObjectMetaBuilder().withName(name).build());
        grant.setSpec(new DomainGrantSpec(List.of(NAMESPACE), domains, null));
        grants.put(name, grant);
        triggerAll();
    }

    void revoke(String name) {
        grants.remove(name);
        triggerAll();
    }

    /** Declares a server for a domain by name, with one range of ports. */
    IoreqServer declare(String name, String domain, String firstPort, String lastPort) {
        return declare(name, new DomainRef(domain, null, null), ports("ports", firstPort, lastPort));
    }

    IoreqServer declare(String name, DomainRef domain, RangeSpec... ranges) {
        return declare(
                name,
                new IoreqServerSpec(
                        domain,
                        null,
                        BufferedIoMode.NONE,
                        List.of(ranges),
                        new EmulatorSpec(
                                new PodTemplateSpecBuilder()
                                        .withNewSpec()
                                        .addNewContainer()
                                        .withName("emulator")
                                        .withImage("ioreq-emulator:0.1.0")
                                        .endContainer()
                                        .endSpec()
                                        .build(),
                                null),
                        null,
                        null));
    }

    IoreqServer declare(String name, IoreqServerSpec spec) {
        IoreqServer server = new IoreqServer();
        server.setMetadata(new ObjectMetaBuilder()
                .withName(name)
                .withNamespace(NAMESPACE)
                .withUid("uid-" + name)
                .withGeneration(1L)
                .withCreationTimestamp(clock.instant().toString())
                .withFinalizers(IoreqServerReconciler.FINALIZER)
                .build());
        server.setSpec(spec);
        put(server);
        triggered.add(ResourceID.fromResource(server));
        return server;
    }

    static RangeSpec ports(String name, String first, String last) {
        return new RangeSpec(name, new PortInterval(first, last), null, null);
    }

    /** A person edits the spec. */
    void edit(String name, UnaryOperator<IoreqServerSpec> change) {
        IoreqServer server = copy(servers.get(name));
        server.setSpec(change.apply(server.getSpec()));
        server.getMetadata().setGeneration(server.getMetadata().getGeneration() + 1);
        put(server);
        triggered.add(ResourceID.fromResource(server));
    }

    void annotate(String name, String key, String value) {
        IoreqServer server = copy(servers.get(name));
        server.getMetadata().setAnnotations(Map.of(key, value));
        put(server);
        triggered.add(ResourceID.fromResource(server));
    }

    void delete(String name) {
        IoreqServer server = copy(servers.get(name));
        server.getMetadata().setDeletionTimestamp(clock.instant().toString());
        server.getMetadata().setGeneration(server.getMetadata().getGeneration() + 1);
        put(server);
        triggered.add(ResourceID.fromResource(server));
    }

    /** The next status write meets a resource that somebody has just changed. */
    void conflictsOnce() {
        conflictOnce = true;
    }

    private void put(IoreqServer server) {
        server.getMetadata()
                .setResourceVersion(
                        Integer.toString(versions.merge(server.getMetadata().getName(), 1, Integer::sum)));
        servers.put(server.getMetadata().getName(), server);
    }

    private static IoreqServer copy(IoreqServer server) {
        IoreqServer copy = new IoreqServer();
        copy.setMetadata(new ObjectMetaBuilder(server.getMetadata()).build());
        copy.setSpec(server.getSpec());
        copy.setStatus(server.getStatus());
        return copy;
    }

    // ---- driving

    void triggerAll() {
        servers.values().forEach(server -> triggered.add(ResourceID.fromResource(server)));
    }

    /** Looks at every server once more, as the framework does every few minutes. */
    void resync() {
        triggerAll();
        settle();
    }

    /** Looks at what was triggered, and at what that triggers, until nothing is. */
    void settle() {
        for (int looks = 0; !triggered.isEmpty(); looks++) {
            if (looks > 1000) {
                throw new AssertionError("a thousand looks and no end: " + triggered);
            }
            ResourceID next = triggered.iterator().next();
            triggered.remove(next);
            look(next);
        }
    }

    /** Time passes: what asked to be looked at again by then is. */
    void passes(Duration time) {
        clock.advance(time);
        Map<ResourceID, Duration> due = Map.copyOf(later);
        due.forEach((server, after) -> {
            if (after.compareTo(time) <= 0) {
                later.remove(server);
                triggered.add(server);
            }
        });
        settle();
    }

    private void look(ResourceID id) {
        IoreqServer server = servers.get(id.getName());
        later.remove(id);
        if (server == null) {
            return;
        }
        Optional<Duration> again = server.isMarkedForDeletion()
                ? control.cleanup(server, this::write)
                : control.reconcile(server, this::write);
        again.ifPresentOrElse(after -> later.put(id, after), () -> {
            if (server.isMarkedForDeletion()) {
                servers.remove(id.getName());
            }
        });
    }

    private boolean write(IoreqServer fresh, IoreqServer base) {
        IoreqServer present = servers.get(base.getMetadata().getName());
        boolean stale = present == null
                || !present.getMetadata()
                        .getResourceVersion()
                        .equals(base.getMetadata().getResourceVersion());
        if (stale || conflictOnce) {
            conflictOnce = false;
            return false;
        }
        writes++;
        IoreqServer written = copy(present);
        written.setStatus(fresh.getStatus());
        put(written);
        return true;
    }

    /** The operator is killed and started again: it has forgotten all, and connects anew. */
    World restarted() {
        List<String> nodes = fleet.nodes().stream().map(node -> node.name()).toList();
        agents.close();
        World next = new World(salt, clock);
        next.servers.putAll(servers);
        next.versions.putAll(versions);
        next.grants.putAll(grants);
        servers.keySet().forEach(name -> pods.pod(NAMESPACE, name + "-emulator").ifPresent(next.pods::put));
        nodes.forEach(next::connect);
        next.triggerAll();
        return next;
    }

    // ---- asking

    IoreqServer server(String name) {
        return servers.get(name);
    }

    Conditions conditions(String name) {
        var status = servers.get(name).getStatus();
        return Conditions.of(status == null ? null : status.conditions());
    }

    ConditionStatus ready(String name) {
        return conditions(name).status(ConditionType.READY);
    }

    String reason(String name) {
        return conditions(name).reason(ConditionType.READY);
    }

    String message(String name) {
        return conditions(name).get(ConditionType.READY).orElseThrow().message();
    }

    Optional<Duration> looksAgain(String name) {
        return Optional.ofNullable(later.get(new ResourceID(name, NAMESPACE)));
    }

    @Override
    public void close() {
        agents.close();
        processes.values().forEach(Server::shutdownNow);
        timer.shutdownNow();
    }

    private final class MemoryServers implements Servers {

        @Override
        public List<IoreqServer> all() {
            return new ArrayList<>(servers.values());
        }

        @Override
        public List<IoreqServer> referringTo(DomainIdentity domain) {
            return all().stream()
                    .filter(server -> {
                        DomainRef reference = server.getSpec().domain();
                        return domain.getName().equals(reference.name())
                                || domain.getUuid().equals(reference.uuid())
                                || Integer.valueOf(domain.getId()).equals(reference.id());
                    })
                    .toList();
        }

        @Override
        public List<IoreqServer> on(String node) {
            return all().stream()
                    .filter(server -> server.getStatus() != null
                            && node.equals(server.getStatus().nodeName()))
                    .toList();
        }

        @Override
        public boolean complete() {
            return true;
        }

        @Override
        public boolean exists(String uid) {
            return all().stream()
                    .anyMatch(server -> server.getMetadata().getUid().equals(uid));
        }
    }
}
