package dev.ioreq.agent.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The event channels of a server. The guest's (remote) ports are noted once, before any emulator could write on the page that tells
 * them; the local ones are numbers of one event channel handle.
 *
 * @param slots one pair a vCPU slot, in the order of the slots
 * @param buffered the pair of the buffered ring, if the server has one
 */
public record EventPorts(List<Binding> slots, Optional<Binding> buffered) {

    /** One event channel: the guest's port and the port on our side. */
    public record Binding(int remote, int local) {}

    public EventPorts {
        slots = List.copyOf(slots);
    }

    /** Slots first, then the ring. */
    public List<Binding> all() {
        List<Binding> all = new ArrayList<>(slots);
        buffered.ifPresent(all::add);
        return all;
    }

    /** The local ports of the slots, in the order of the slots. */
    public List<Integer> localPorts() {
        return slots.stream().map(Binding::local).toList();
    }

    /** The same ports after the one at {@code old} was bound again. */
    public EventPorts with(Binding old, Binding now) {
        Predicate<Binding> isOld = old::equals;
        return new EventPorts(
                slots.stream().map(one -> isOld.test(one) ? now : one).toList(),
                buffered.map(one -> isOld.test(one) ? now : one));
    }
}
