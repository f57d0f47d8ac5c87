package dev.ioreq.agent.supervisor;

import dev.ioreq.agent.declaration.EmulatorPod;
import dev.ioreq.hypervisor.BufferedIo;
import dev.ioreq.hypervisor.DomainIdentity;
import dev.ioreq.hypervisor.IoreqServerId;
import java.util.List;
import java.util.Optional;

/**
 * What is told of one server; equal reports mean that nothing changed.
 *
 * @param bufferedPort the guest's port of the buffered ring; 0 without one, or before it is known
 * @param framesAcquired whether the frames are mapped: with {@code bufferedIo} it says which
 * @param mappedRanges names, sorted
 * @param emulatorPod as declared
 * @param failure what keeps the server from its declared state
 */
public record ServerReport(
        String key,
        long generation,
        String namespace,
        String name,
        ServerPhase phase,
        Optional<DomainIdentity> domain,
        Optional<IoreqServerId> server,
        int vcpus,
        int bufferedPort,
        boolean framesAcquired,
        BufferedIo bufferedIo,
        EmulatorStatus emulator,
        List<String> mappedRanges,
        Optional<EmulatorPod> emulatorPod,
        Optional<Failure> failure) {}
