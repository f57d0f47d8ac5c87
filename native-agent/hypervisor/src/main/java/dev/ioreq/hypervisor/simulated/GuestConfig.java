package dev.ioreq.hypervisor.simulated;

import dev.ioreq.hypervisor.DomainType;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * A guest to be started.
 *
 * @param name unique among living guests; letters, digits, dot, dash and underscore
 * @param uuid stays the same when the guest reboots
 * @param type PV guests run, but have no IOREQ servers
 * @param vcpus 1..128
 * @param domid a wanted number; empty for the next free one
 * @param paused true: runs after {@code unpause} only
 * @param preserve true: after a shutdown or crash the domain stays until it is destroyed; false: destroyed, or rebooted if that was the
 *     reason
 * @param program what its vCPUs do
 */
public record GuestConfig(
        String name,
        UUID uuid,
        DomainType type,
        int vcpus,
        OptionalInt domid,
        boolean paused,
        boolean preserve,
        String program) {

    public GuestConfig {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(uuid, "uuid");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(domid, "domid");
        Objects.requireNonNull(program, "program");
        if (!name.matches("[A-Za-z0-9._-]{1,63}")) {
            throw new IllegalArgumentException(
                    "guest name '" + name + "': expected 1..63 of letters, digits, dot, dash, underscore");
        }
        if (vcpus < 1 || vcpus > 128) {
            throw new IllegalArgumentException("guest '" + name + "' has vcpus=" + vcpus + ", expected 1..128");
        }
        if (domid.isPresent() && (domid.getAsInt() < 1 || domid.getAsInt() >= 0x7ff0)) {
            throw new IllegalArgumentException(
                    "guest '" + name + "' has domid=" + domid.getAsInt() + ", expected 1..32751");
        }
    }

    /** A PVH guest of one vCPU with a random uuid that halts at once. */
    public static GuestConfig named(String name) {
        return new GuestConfig(name, UUID.randomUUID(), DomainType.PVH, 1, OptionalInt.empty(), false, false, "");
    }

    public GuestConfig withUuid(UUID uuid) {
        return new GuestConfig(name, uuid, type, vcpus, domid, paused, preserve, program);
    }

    public GuestConfig withType(DomainType type) {
        return new GuestConfig(name, uuid, type, vcpus, domid, paused, preserve, program);
    }

    public GuestConfig withVcpus(int vcpus) {
        return new GuestConfig(name, uuid, type, vcpus, domid, paused, preserve, program);
    }

    public GuestConfig withDomid(int domid) {
        return new GuestConfig(name, uuid, type, vcpus, OptionalInt.of(domid), paused, preserve, program);
    }

    public GuestConfig withPaused(boolean paused) {
        return new GuestConfig(name, uuid, type, vcpus, domid, paused, preserve, program);
    }

    public GuestConfig withPreserve(boolean preserve) {
        return new GuestConfig(name, uuid, type, vcpus, domid, paused, preserve, program);
    }

    /** @param program text form, see {@link dev.ioreq.hypervisor.simulated.guest.Instruction} */
    public GuestConfig withProgram(String program) {
        return new GuestConfig(name, uuid, type, vcpus, domid, paused, preserve, program);
    }
}
