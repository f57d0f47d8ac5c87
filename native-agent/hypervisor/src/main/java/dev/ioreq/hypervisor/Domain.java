package dev.ioreq.hypervisor;

import java.util.Objects;

/**
 * A living domain.
 *
 * @param identity who it is
 * @param type how it is virtualised
 * @param vcpus all its vCPUs, online or not; also the number of synchronous slots of each of its servers
 */
public record Domain(DomainIdentity identity, DomainType type, int vcpus) {

    public Domain {
        Objects.requireNonNull(identity, "identity");
        Objects.requireNonNull(type, "type");
    }

    public DomainId id() {
        return identity.id();
    }
}
