package dev.ioreq.agent.supervisor;

import dev.ioreq.agent.declaration.NamedRange;
import dev.ioreq.agent.handover.Door;
import dev.ioreq.agent.journal.EventPorts;
import dev.ioreq.agent.journal.JournalEntry;
import dev.ioreq.agent.journal.Milestone;
import dev.ioreq.agent.journal.ServerFact;
import dev.ioreq.agent.responder.AnswerMode;
import dev.ioreq.agent.responder.Seat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Turns what is observed into what is told. */
final class Reporting {

    private Reporting() {}

    static ServerReport report(
            JournalEntry entry, Observed seen, Held held, boolean stalled, Optional<Failure> failure) {
        Optional<ServerFact> fact = entry.fact();
        return new ServerReport(
                entry.key(),
                entry.declared().generation(),
                entry.declared().namespace(),
                entry.declared().name(),
                phase(entry, seen),
                Observer.domainOf(entry),
                fact.map(ServerFact::server),
                held.vcpus,
                bufferedPort(fact, held.seat),
                held.frames != null,
                entry.declared().bufferedIo(),
                emulator(seen, stalled),
                mapped(entry, held),
                entry.declared().emulatorPod(),
                failure);
    }

    private static ServerPhase phase(JournalEntry entry, Observed seen) {
        if (entry.withdrawn()) {
            return ServerPhase.RELEASING;
        }
        Observed.Holding holding = seen.holding();
        if (holding instanceof Observed.Nothing) {
            return seen.target() == Target.FOUND ? ServerPhase.CREATING : ServerPhase.WAITING_FOR_DOMAIN;
        }
        if (holding instanceof Observed.Intended) {
            return ServerPhase.CREATING;
        }
        if (holding instanceof Observed.Created) {
            return ServerPhase.SERVER_CREATED;
        }
        if (holding instanceof Observed.Framed) {
            return ServerPhase.FRAMES_ACQUIRED;
        }
        boolean serving =
                entry.fact().map(fact -> fact.milestone() == Milestone.SERVING).orElse(false);
        if (holding instanceof Observed.Enabled enabled) {
            if (!enabled.portsTaken()) {
                return ServerPhase.FRAMES_ACQUIRED;
            }
            return serving ? ServerPhase.SERVING : ServerPhase.OFFERED;
        }
        Observed.Bound bound = (Observed.Bound) holding;
        if (!entry.declared().enabled()) {
            return ServerPhase.FRAMES_ACQUIRED;
        }
        return serving && !bound.ranges().missing() ? ServerPhase.SERVING : ServerPhase.OFFERED;
    }

    private static EmulatorStatus emulator(Observed seen, boolean stalled) {
        if (seen.holding() instanceof Observed.Enabled enabled && enabled.portsTaken()) {
            return EmulatorStatus.RESUMING;
        }
        if (seen.door() == Door.ATTACHING) {
            return EmulatorStatus.ATTACHING;
        }
        if (seen.door() == Door.ATTACHED || seen.door() == Door.DETACHING) {
            return stalled ? EmulatorStatus.STALLED : EmulatorStatus.ATTACHED;
        }
        if (seen.holding() instanceof Observed.Bound bound && bound.served()) {
            return bound.answering() == AnswerMode.FENCE ? EmulatorStatus.LOST_FENCED : EmulatorStatus.LOST_WAITING;
        }
        return EmulatorStatus.ABSENT;
    }

    private static int bufferedPort(Optional<ServerFact> fact, Seat seat) {
        Optional<EventPorts> ports = seat != null ? Optional.of(seat.ports()) : fact.flatMap(ServerFact::ports);
        return ports.flatMap(EventPorts::buffered)
                .map(EventPorts.Binding::remote)
                .orElse(0);
    }

    private static List<String> mapped(JournalEntry entry, Held held) {
        Stream<NamedRange> recorded = entry.fact().map(ServerFact::ranges).orElse(List.of()).stream();
        return Stream.concat(entry.declared().ranges().stream(), recorded)
                .filter(range -> held.confirmed.contains(range.range()))
                .map(NamedRange::name)
                .distinct()
                .sorted()
                .toList();
    }
}
