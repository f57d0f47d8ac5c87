package dev.ioreq.agent.supervisor;

import dev.ioreq.agent.domains.DomainGoneException;
import dev.ioreq.agent.domains.DomainMatch;
import dev.ioreq.agent.handover.Door;
import dev.ioreq.agent.handover.HandoverPoint;
import dev.ioreq.agent.journal.JournalEntry;
import dev.ioreq.agent.journal.ServerFact;
import dev.ioreq.agent.journal.ServerRecord;
import dev.ioreq.hypervisor.DomainIdentity;
import dev.ioreq.hypervisor.IoreqServerId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Keeps one server in its declared state: observe, decide, do one step, and again, until there is nothing to do. Runs on the lane of its
 * domain whenever it is poked; a failed step is told and tried again later.
 */
final class ServerSupervisor {

    private static final Logger LOG = Logger.getLogger(ServerSupervisor.class);

    /** More steps than any server needs in a row; after them other servers of the lane have their turn. */
    private static final int STEPS_A_TURN = 40;

    private final Services services;
    private final ServerRecord record;
    private final Listener listener;
    private final Held held = new Held();
    private final Observer observer;
    private final Function<DomainIdentity, Set<IoreqServerId>> ours;
    private final AtomicBoolean queued = new AtomicBoolean();
    private final Backoff backoff = new Backoff();
    private Executor executor;
    private HandoverPoint point;
    private boolean stopped;
    private Future<?> wakeUp;
    /** The failure is only that something is not there yet. */
    private boolean waiting;

    private volatile boolean stalled;
    private Optional<Failure> failure = Optional.empty();
    private volatile ServerReport report;
    private volatile boolean settled;

    /** Who wants to know. Called on the server's lane. */
    interface Listener {
        void changed(ServerSupervisor server, ServerReport report);

        /** A server was created, claimed, destroyed or let go in a domain. */
        void serversChanged(DomainIdentity domain);

        /** Nothing is left of the server. */
        void gone(ServerSupervisor server);
    }

    ServerSupervisor(
            Services services,
            ServerRecord record,
            Function<DomainIdentity, Set<IoreqServerId>> ours,
            Listener listener) {
        this.services = services;
        this.record = record;
        this.ours = ours;
        this.listener = listener;
        this.observer = new Observer(services.registry(), held);
        held.inherited.addAll(
                Observer.ranges(record.entry().fact().map(ServerFact::ranges).orElse(List.of())));
        report = reportNow();
    }

    ServerRecord record() {
        return record;
    }

    /** The last that was told. */
    ServerReport report() {
        return report;
    }

    /** Whether the first look at the server after the start has come to an end, and no emulator is on its way back. */
    boolean isSettled() {
        return settled;
    }

    /** Pages of the server while an emulator holds it, for the stall watch; any thread. */
    Optional<Watched> watched() {
        HandoverPoint at = point;
        if (at == null || at.door() != Door.ATTACHED || held.seat == null || held.progress == null) {
            return Optional.empty();
        }
        return Optional.of(new Watched(held.frames, held.progress, held.vcpus));
    }

    /** What the stall watch says; any thread. */
    void setStalled(boolean now) {
        if (stalled != now) {
            stalled = now;
            poke();
        }
    }

    /** Something may have changed: look again soon. Any thread, and cheap. */
    void poke() {
        if (queued.compareAndSet(false, true)) {
            Object lane = lane();
            services.lanes().submit(lane, () -> run(lane));
        }
    }

    /** The domain's lane, or the server's own while it has none. */
    private Object lane() {
        JournalEntry entry = record.entry();
        return Observer.domainOf(entry)
                .map(DomainIdentity::incarnation)
                .or(() -> observer.match(entry) instanceof DomainMatch.One one
                        ? Optional.of(one.domain().identity().incarnation())
                        : Optional.empty())
                .orElse("server " + entry.key());
    }

    /** Two lanes can have this server for a moment, when its domain has just appeared: one of them waits here. */
    private synchronized void run(Object lane) {
        queued.set(false);
        if (stopped) {
            return;
        }
        if (lane.equals(lane())) {
            converge(lane);
        } else {
            poke();
        }
    }

    private void converge(Object lane) {
        Step step = null;
        try {
            open();
            for (int steps = 0; steps < STEPS_A_TURN; steps++) {
                if (!lane.equals(lane())) {
                    poke();
                    return;
                }
                Observed seen = observe();
                step = Decision.next(declared(), seen);
                if (step instanceof Step.Rest rest) {
                    rest(rest.cause());
                    return;
                }
                if (step instanceof Step.Forget) {
                    executor.perform(step);
                    stopped = true;
                    listener.gone(this);
                    return;
                }
                perform(step);
                if (waiting) {
                    // What was waited for has come; what failed, in contrast, is mended only when the server rests.
                    waiting = false;
                    failure = Optional.empty();
                }
                publish();
            }
            poke();
        } catch (RuntimeException e) {
            failed(step, e);
        }
    }

    private void perform(Step step) {
        Optional<DomainIdentity> before = Observer.domainOf(record.entry());
        Optional<ServerFact> factBefore = record.entry().fact();
        try {
            executor.perform(step);
        } catch (DomainGoneException e) {
            // The listing that told is the newest: the next decision knows.
            LOG.debugf("Server %s: %s", record.entry().declared().displayName(), e.getMessage());
        } finally {
            if (factBefore.isPresent() != record.entry().fact().isPresent()) {
                before.or(() -> Observer.domainOf(record.entry())).ifPresent(listener::serversChanged);
            }
        }
    }

    /** Made on the lane, not when the server is declared: it may fail, and then it is tried again like any step. */
    private void open() {
        if (point == null) {
            point = services.broker().open(record.entry().key(), this::poke);
            executor = new Executor(new Server(services, record, held, point, this::poke), observer, ours);
        }
    }

    private Observed observe() {
        return observer.observe(record.entry(), point.door(), System.nanoTime());
    }

    private Declared declared() {
        JournalEntry entry = record.entry();
        return new Declared(
                entry.withdrawn(),
                entry.declared().enabled(),
                entry.declared().whenEmulatorLost().action());
    }

    private void rest(Step.Cause cause) {
        failure = switch (cause) {
            case CONVERGED, EMULATOR_RESUMING, EMULATOR_AT_WORK -> Optional.empty();
            case DOMAIN_NOT_FOUND ->
                Optional.of(new Failure(
                        "DomainNotFound",
                        "no living domain of this node has "
                                + record.entry().declared().domain()));
            case DOMAIN_AMBIGUOUS ->
                Optional.of(new Failure(
                        "DomainAmbiguous",
                        "several domains have " + record.entry().declared().domain()
                                + ": choose one by its uuid, or end the others"));
            case DOMAIN_UNFIT ->
                Optional.of(new Failure(
                        "DomainTypeUnsupported",
                        record.entry().declared().domain()
                                + " is a PV domain: IOREQ servers exist for PVH and HVM only"));
        };
        waiting = failure.isPresent();
        backoff.reset();
        settled = cause != Step.Cause.EMULATOR_RESUMING;
        if (cause == Step.Cause.EMULATOR_RESUMING) {
            pokeAfter(Duration.ofNanos(Math.max(0, held.bindAgainNanos - System.nanoTime()))
                    .plusMillis(1));
        } else if (held.lostSinceNanos.isPresent()) {
            long left = observer.patienceLeftNanos(record.entry(), System.nanoTime());
            if (left > 0) {
                pokeAfter(Duration.ofNanos(left).plusMillis(1));
            }
        }
        publish();
    }

    private void failed(Step step, RuntimeException cause) {
        failure = Optional.of(Failure.of(step, cause));
        waiting = false;
        settled = true;
        Duration delay = backoff.next();
        LOG.warnf(
                cause instanceof IllegalStateException ? cause : null,
                "Server %s: %s: %s; again in %s ms",
                record.entry().declared().displayName(),
                failure.get().reason(),
                failure.get().message(),
                delay.toMillis());
        pokeAfter(delay);
        publish();
    }

    /** One wake-up at a time: each one that comes too late would only bring forth another. */
    private void pokeAfter(Duration delay) {
        if (wakeUp != null) {
            wakeUp.cancel(false);
        }
        try {
            wakeUp = services.timer().schedule(this::poke, delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("The agent is stopping: nothing is tried again");
        }
    }

    private void publish() {
        if (point != null && point.door() != Door.ATTACHED) {
            stalled = false;
        }
        ServerReport now = reportNow();
        if (!now.equals(report)) {
            report = now;
            listener.changed(this, now);
        }
    }

    private ServerReport reportNow() {
        JournalEntry entry = record.entry();
        Door door = point == null ? Door.NOBODY : point.door();
        return Reporting.report(entry, observer.observe(entry, door, System.nanoTime()), held, stalled, failure);
    }

    /** The agent stops: lets go of mappings and descriptors, leaves the server as it is. */
    synchronized void stop() {
        stopped = true;
        if (executor != null) {
            executor.release();
        }
    }
}
