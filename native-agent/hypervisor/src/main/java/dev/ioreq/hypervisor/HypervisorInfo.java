package dev.ioreq.hypervisor;

import java.util.Objects;

/**
 * What the host runs.
 *
 * @param kind real or simulated
 * @param version major.minor, for example {@code 4.17}
 * @param bootId changes when the host boots; nothing in a hypervisor outlives it
 */
public record HypervisorInfo(HypervisorKind kind, String version, String bootId) {

    public HypervisorInfo {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(bootId, "bootId");
    }
}
