package dev.ioreq.hypervisor.simulated;

import java.util.Objects;
import java.util.UUID;

/**
 * What the engine is.
 *
 * @param version which Xen it behaves like
 * @param bootId changes when the host boots
 * @param maxEventChannels highest event channel a guest can have; Xen's default is 1023
 * @param firstDomid the number of the first guest, 1..32751
 */
public record SimulatedXenConfig(XenVersion version, String bootId, int maxEventChannels, int firstDomid) {

    public SimulatedXenConfig {
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(bootId, "bootId");
    }

    /** A freshly booted host. */
    public static SimulatedXenConfig of(XenVersion version) {
        return new SimulatedXenConfig(version, UUID.randomUUID().toString(), 1023, 1);
    }
}
