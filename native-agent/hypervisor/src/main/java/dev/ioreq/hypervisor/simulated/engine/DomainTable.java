package dev.ioreq.hypervisor.simulated.engine;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** All domains that exist, zombies too. Numbers rise and begin anew at 1 after 32751; one that is taken is left out. */
final class DomainTable {

    private static final int LAST = 0x7ff0 - 1;

    private final TreeMap<Integer, SimulatedDomain> domains = new TreeMap<>();
    private int cursor;

    DomainTable(int first) {
        this.cursor = first - 1;
    }

    /** The next free number. */
    int nextFree() {
        for (int tried = 0; tried < LAST; tried++) {
            cursor = cursor == LAST ? 1 : cursor + 1;
            if (!domains.containsKey(cursor)) {
                return cursor;
            }
        }
        throw new IllegalStateException("all " + LAST + " domain numbers are taken");
    }

    /** The wanted number, or the next free one. */
    int number(OptionalInt wanted) {
        if (wanted.isEmpty()) {
            return nextFree();
        }
        if (domains.containsKey(wanted.getAsInt())) {
            throw new IllegalStateException("domid " + wanted.getAsInt() + " is taken by '"
                    + domains.get(wanted.getAsInt()).name() + "' ("
                    + domains.get(wanted.getAsInt()).state() + ")");
        }
        return wanted.getAsInt();
    }

    void add(SimulatedDomain domain) {
        domains.put(domain.domid(), domain);
    }

    void remove(SimulatedDomain domain) {
        domains.remove(domain.domid());
    }

    Optional<SimulatedDomain> find(int domid) {
        return Optional.ofNullable(domains.get(domid));
    }

    /** Not a dying one. */
    Optional<SimulatedDomain> named(String name) {
        return domains.values().stream()
                .filter(domain -> !domain.isDying() && domain.name().equals(name))
                .findFirst();
    }

    /** Sorted by number. */
    List<SimulatedDomain> all() {
        return List.copyOf(domains.values());
    }
}
