package dev.ioreq.operator.ioreqserver;

import dev.ioreq.crds.grant.DomainGrant;
import dev.ioreq.crds.ioreqserver.IoreqServer;
import dev.ioreq.operator.agents.Agents;
import dev.ioreq.operator.agents.Fleet;
import dev.ioreq.operator.agents.NodePresence;
import dev.ioreq.operator.caches.StatusSink;
import dev.ioreq.operator.conditions.Stillness;
import dev.ioreq.operator.emulatorpod.PodStore;
import dev.ioreq.operator.events.EventRecorder;
import dev.ioreq.protocol.agent.DomainIdentity;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The reconciling of IoreqServers, without a framework around it: put together from its parts, driven one look at a time. */
final class ServerControl {

    /** What surrounds it. */
    record Surroundings(
            Servers servers,
            Fleet fleet,
            Agents agents,
            Supplier<Collection<DomainGrant>> grants,
            PodStore pods,
            NodePresence nodes,
            EventRecorder events,
            Clock clock) {}

    /**
     * How long it waits.
     *
     * @param unreachableAfter before an agent's silence is told
     * @param progressAfter before progress that stands still is told
     */
    record Waits(Duration unreachableAfter, Duration progressAfter) {}

    private final ServerFlow flow;
    private final ServerTeardown teardown;
    private final ServerTriggers triggers;
    private final IoreqServerStatusFactory statuses;
    private final ServerStatusRecorder recorder;

    /** @param look is told which servers to look at, because something around them has changed */
    ServerControl(Surroundings around, Waits waits, Consumer<ResourceID> look) {
        Emulators emulators = new Emulators(around.pods(), around.nodes(), around.events(), around.clock());
        Withdrawal withdrawal = new Withdrawal(around.fleet(), around.agents(), around.nodes(), around.events());
        Declarer declarer = new Declarer(around.fleet(), around.agents(), around.clock());
        this.flow = new ServerFlow(
                around.fleet(),
                around.grants(),
                new Claims(around.fleet(), around.servers()),
                emulators,
                withdrawal,
                declarer,
                around.clock(),
                waits.unreachableAfter());
        this.teardown = new ServerTeardown(
                around.fleet(), withdrawal, emulators, declarer, around.clock(), waits.unreachableAfter());
        this.triggers = new ServerTriggers(around.servers(), look);
        this.statuses = new IoreqServerStatusFactory(around.clock());
        this.recorder = new ServerStatusRecorder(new Stillness(around.clock()), waits.progressAfter(), around.events());
        around.fleet().listen(triggers);
    }

    /** One look at a server that shall be; answers when to look again, if nothing happens before. */
    Optional<Duration> reconcile(IoreqServer server, StatusSink<IoreqServer> sink) {
        Outcome outcome = flow.look(server);
        if (outcome instanceof Outcome.Undecided undecided) {
            return Optional.of(undecided.lookAgain());
        }
        Outcome.Decided decided = (Outcome.Decided) outcome;
        Optional<Duration> again = recorder.record(server, statuses.verdict(server, decided.situation()), sink);
        if (decided.situation() instanceof Situation.Declared declared && changed(server)) {
            triggers.freed(declared.domain().identity());
        }
        return Stream.of(again, decided.lookAgain()).flatMap(Optional::stream).min(Duration::compareTo);
    }

    /** One look at a server that has been deleted; answers when to look again, or nothing if it may go. */
    Optional<Duration> cleanup(IoreqServer server, StatusSink<IoreqServer> sink) {
        ServerTeardown.Result result = teardown.look(server);
        if (result instanceof ServerTeardown.Result.Pending pending) {
            Optional<Duration> again = recorder.record(server, statuses.verdict(server, pending.situation()), sink);
            return Stream.concat(again.stream(), Stream.of(pending.lookAgain())).min(Duration::compareTo);
        }
        recorder.forget(server);
        if (server.getStatus() != null && server.getStatus().domain() != null) {
            var domain = server.getStatus().domain();
            triggers.freed(DomainIdentity.newBuilder()
                    .setName(domain.name() == null ? "" : domain.name())
                    .setUuid(domain.uuid() == null ? "" : domain.uuid())
                    .setId(domain.id() == null ? 0 : domain.id())
                    .build());
        }
        return Optional.empty();
    }

    private static boolean changed(IoreqServer server) {
        return server.getStatus() == null
                || !server.getMetadata()
                        .getGeneration()
                        .equals(server.getStatus().observedGeneration());
    }
}
