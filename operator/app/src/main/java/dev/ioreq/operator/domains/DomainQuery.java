package dev.ioreq.operator.domains;

import dev.ioreq.crds.ioreqserver.DomainRef;
import java.util.Optional;

/**
 * Which domain is meant.
 *
 * @param reference exactly one of name, uuid and id is set
 * @param nodeName the only node on which it is looked for
 * @param bound the incarnation the server is bound to already; for a reference by id it is the only one that is meant
 */
public record DomainQuery(DomainRef reference, Optional<String> nodeName, Optional<String> bound) {

    /** For messages, in the words of the spec: {@code name 'web'}. */
    public String words() {
        if (reference.name() != null) {
            return "name '" + reference.name() + "'";
        }
        return reference.uuid() != null ? "uuid " + reference.uuid() : "id " + reference.id();
    }
}
