package dev.ioreq.operator.domains;

/**
 * A range that may not be had.
 *
 * @param mine the range that is refused
 * @param winner whose range it overlaps
 * @param theirs the range that stays
 */
public record RangeOverlap(Span mine, Claim winner, Span theirs) {

    /** For people: which field, what it overlaps, what to do. */
    public String message(String domain) {
        return ("spec.ranges[%s] %s overlaps range '%s' (%s) of IoreqServer %s/%s on %s: choose other addresses, "
                        + "or delete or disable that server")
                .formatted(mine.name(), mine, theirs.name(), theirs, winner.namespace(), winner.name(), domain);
    }
}
