package dev.ioreq.operator.domains;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * Two servers of a domain never claim the same access: Xen would let them, and hand each access to one of the two. Whoever stands
 * {@link Claim#before(Claim) before} keeps the range; the other is refused whole.
 */
public final class RangeAdmission {

    private RangeAdmission() {}

    /** The first overlap for which the claim is refused, in a stable order; empty if it is admitted. */
    public static Optional<RangeOverlap> refuse(Claim claim, Collection<Claim> others) {
        return others.stream()
                .filter(other -> other.before(claim))
                .sorted(Comparator.comparing(Claim::namespace).thenComparing(Claim::name))
                .flatMap(other -> claim.spans().stream().flatMap(mine -> other.spans().stream()
                        .filter(mine::overlaps)
                        .map(theirs -> new RangeOverlap(mine, other, theirs))))
                .findFirst();
    }
}
