package dev.ioreq.operator.domains;

import java.util.Comparator;
import java.util.List;

/**
 * What one server claims of its domain's I/O.
 *
 * @param namespace of the resource
 * @param name of the resource
 * @param created its creationTimestamp; RFC 3339 in UTC, so that the order of the texts is the order in time
 * @param settled whether the domain's agent has this claim already
 * @param spans what is claimed
 */
public record Claim(String namespace, String name, String created, boolean settled, List<Span> spans) {

    private static final Comparator<Claim> BY_RIGHT = Comparator.comparing((Claim claim) -> !claim.settled())
            .thenComparing(Claim::created)
            .thenComparing(Claim::namespace)
            .thenComparing(Claim::name);

    /**
     * Whether this claim stands before the other: one that the agent has is not taken away from under its emulator; among others the
     * older resource wins, and of two made in the same second the first in the alphabet.
     */
    public boolean before(Claim other) {
        return BY_RIGHT.compare(this, other) < 0;
    }
}
