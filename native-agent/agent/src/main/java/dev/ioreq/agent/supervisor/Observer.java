package dev.ioreq.agent.supervisor;

import dev.ioreq.agent.declaration.NamedRange;
import dev.ioreq.agent.domains.DomainMatch;
import dev.ioreq.agent.domains.DomainRegistry;
import dev.ioreq.agent.handover.Door;
import dev.ioreq.agent.journal.CreateIntent;
import dev.ioreq.agent.journal.JournalEntry;
import dev.ioreq.agent.journal.Milestone;
import dev.ioreq.agent.journal.ServerFact;
import dev.ioreq.hypervisor.DomainIdentity;
import dev.ioreq.hypervisor.DomainType;
import dev.ioreq.hypervisor.IoRange;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** Puts together what is true of a server: the journal's entry, what this process holds, the domains, the door. */
final class Observer {

    private final DomainRegistry registry;
    private final Held held;

    Observer(DomainRegistry registry, Held held) {
        this.registry = registry;
        this.held = held;
    }

    Observed observe(JournalEntry entry, Door door, long nowNanos) {
        noteLoss(entry, door, nowNanos);
        return new Observed(target(entry), door, holding(entry, nowNanos));
    }

    /** The domain that the server is in, or was about to be created in. */
    static Optional<DomainIdentity> domainOf(JournalEntry entry) {
        return entry.fact().map(ServerFact::domain).or(() -> entry.intent().map(CreateIntent::domain));
    }

    DomainMatch match(JournalEntry entry) {
        return registry.match(entry.declared().domain(), domainOf(entry));
    }

    private Target target(JournalEntry entry) {
        Optional<DomainIdentity> inUse = domainOf(entry);
        DomainMatch match = match(entry);
        if (match instanceof DomainMatch.One one) {
            if (inUse.isPresent()) {
                boolean same =
                        one.domain().identity().incarnation().equals(inUse.get().incarnation());
                return same ? Target.FOUND : Target.ELSEWHERE;
            }
            return one.domain().type() == DomainType.PV ? Target.UNFIT : Target.FOUND;
        }
        if (inUse.isPresent()) {
            return Target.ELSEWHERE;
        }
        return match instanceof DomainMatch.Many ? Target.AMBIGUOUS : Target.MISSING;
    }

    private Observed.Holding holding(JournalEntry entry, long nowNanos) {
        if (entry.fact().isEmpty()) {
            return entry.intent().isPresent()
                    ? new Observed.Intended(registry.lives(entry.intent().get().domain()))
                    : new Observed.Nothing();
        }
        ServerFact fact = entry.fact().get();
        boolean alive = registry.lives(fact.domain());
        if (held.seat != null) {
            return new Observed.Bound(
                    alive,
                    held.enabled,
                    held.seat.mode(),
                    fact.milestone() == Milestone.SERVING,
                    patienceOver(entry, nowNanos),
                    held.shutDown,
                    ranges(entry, fact),
                    alive && held.seat.isQuiet());
        }
        if (held.enabled) {
            return new Observed.Enabled(alive, held.portsTaken, nowNanos - held.bindAgainNanos >= 0);
        }
        return held.frames != null ? new Observed.Framed(alive) : new Observed.Created(alive, held.untouched);
    }

    private Observed.Ranges ranges(JournalEntry entry, ServerFact fact) {
        Set<IoRange> declared = ranges(entry.declared().ranges());
        Set<IoRange> recorded = ranges(fact.ranges());
        return new Observed.Ranges(
                !recorded.isEmpty(),
                !declared.containsAll(recorded),
                !held.confirmed.containsAll(declared),
                held.told.isPresent() && held.told.get().equals(entry.declared().ranges()));
    }

    static Set<IoRange> ranges(List<NamedRange> named) {
        return named.stream().map(NamedRange::range).collect(Collectors.toSet());
    }

    /** The loss begins when an emulator that has served is not there, and ends when one serves again; attaching alone is not enough. */
    private void noteLoss(JournalEntry entry, Door door, long nowNanos) {
        boolean served = held.seat != null
                && entry.fact()
                        .map(fact -> fact.milestone() == Milestone.SERVING)
                        .orElse(false);
        if (!served || door == Door.ATTACHED) {
            held.lostSinceNanos = OptionalLong.empty();
            held.shutDown = false;
        } else if (!door.holdsLease() && held.lostSinceNanos.isEmpty()) {
            held.lostSinceNanos = OptionalLong.of(nowNanos);
        }
    }

    private boolean patienceOver(JournalEntry entry, long nowNanos) {
        return held.lostSinceNanos.isPresent() && patienceLeftNanos(entry, nowNanos) <= 0;
    }

    /** How long the guest still waits for a lost emulator; meaningful only while one is lost. */
    long patienceLeftNanos(JournalEntry entry, long nowNanos) {
        long until = held.lostSinceNanos.orElse(nowNanos)
                + entry.declared().whenEmulatorLost().patience().toNanos();
        return until - nowNanos;
    }
}
