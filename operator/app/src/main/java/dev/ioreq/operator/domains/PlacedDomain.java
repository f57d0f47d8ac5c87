package dev.ioreq.operator.domains;

import dev.ioreq.protocol.agent.DomainIdentity;
import dev.ioreq.protocol.agent.DomainType;

/**
 * A domain where it lives.
 *
 * @param node the Kubernetes node's name
 * @param identity who it is
 * @param type how it is virtualised
 */
public record PlacedDomain(String node, DomainIdentity identity, DomainType type) {

    /** For messages: {@code domain 7 (web, uuid ...) on node xen-a}. */
    @Override
    public String toString() {
        return "domain %d (%s, uuid %s) on node %s"
                .formatted(identity.getId(), identity.getName(), identity.getUuid(), node);
    }
}
