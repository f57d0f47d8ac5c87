package dev.ioreq.agent.domains;

import dev.ioreq.hypervisor.Domain;
import java.util.List;

/** What a selector finds among the living domains. */
public sealed interface DomainMatch {

    /** No living domain matches. */
    record None() implements DomainMatch {}

    /** Exactly one matches, or the one in use is still among those that do. */
    record One(Domain domain) implements DomainMatch {}

    /** Several match and none of them is in use: a guess could hit the wrong guest. */
    record Many(List<Domain> domains) implements DomainMatch {}
}
