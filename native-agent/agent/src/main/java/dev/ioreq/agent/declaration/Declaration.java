package dev.ioreq.agent.declaration;

import dev.ioreq.hypervisor.BufferedIo;
import java.util.List;
import java.util.Optional;

/**
 * One server as it shall be.
 *
 * @param key the UID of the IoreqServer resource; at most 64 characters of {@code [A-Za-z0-9.-]}
 * @param generation metadata.generation of the resource; a lower one never replaces a higher one
 * @param namespace with {@code name}: who a human knows this server as
 * @param bufferedIo fixed for the life of the key: the hypervisor takes it at creation only
 * @param ranges what the emulator answers, in declared order, without overlaps
 * @param enabled false: the server exists, its ranges are withdrawn and its emulator is detached
 * @param emulatorPod who gets the handover; empty: nobody, as there is no pod yet
 */
public record Declaration(
        String key,
        long generation,
        String namespace,
        String name,
        DomainSelector domain,
        BufferedIo bufferedIo,
        List<NamedRange> ranges,
        LostPolicy whenEmulatorLost,
        boolean enabled,
        Optional<EmulatorPod> emulatorPod) {

    public Declaration {
        ranges = List.copyOf(ranges);
    }

    /** Namespace, name and key: how logs and messages call this server. */
    public String displayName() {
        return namespace + "/" + name + " (" + key + ")";
    }
}
