package dev.ioreq.operator.domains;

import java.util.List;

/** What became of looking for a domain. */
public sealed interface Resolution {

    /** It lives there. */
    record Found(PlacedDomain domain) implements Resolution {}

    /** No agent that is heard knows such a domain, and all of them are. */
    record NotFound() implements Resolution {}

    /** Several match: the resource must say which is meant. */
    record Ambiguous(List<PlacedDomain> matches) implements Resolution {}

    /** An id means one incarnation, and that is gone. */
    record IncarnationGone(String incarnation) implements Resolution {}
}
