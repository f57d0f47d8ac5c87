package dev.ioreq.agent.api;

import dev.ioreq.agent.domains.DomainReport;
import dev.ioreq.agent.supervisor.Failure;
import dev.ioreq.agent.supervisor.ServerReport;
import dev.ioreq.hypervisor.BufferedIo;
import dev.ioreq.hypervisor.IoreqServerId;
import dev.ioreq.hypervisor.abi.BufferedIoreqPage;
import dev.ioreq.hypervisor.abi.IoreqPage;
import dev.ioreq.protocol.agent.Domain;
import dev.ioreq.protocol.agent.DomainIdentity;
import dev.ioreq.protocol.agent.DomainType;
import dev.ioreq.protocol.agent.EmulatorPod;
import dev.ioreq.protocol.agent.EmulatorState;
import dev.ioreq.protocol.agent.Frame;
import dev.ioreq.protocol.agent.FrameKind;
import dev.ioreq.protocol.agent.ServerPhase;
import dev.ioreq.protocol.agent.ServerState;

/** Writes reports to the wire. */
final class States {

    private States() {}

    static ServerState write(ServerReport report) {
        ServerState.Builder state = ServerState.newBuilder()
                .setKey(report.key())
                .setObservedGeneration(report.generation())
                .setNamespace(report.namespace())
                .setName(report.name())
                .setPhase(phase(report))
                .setVcpus(report.vcpus())
                .setBufferedPort(report.bufferedPort())
                .setEmulator(emulator(report))
                .addAllMappedRanges(report.mappedRanges())
                .setReason(report.failure().map(Failure::reason).orElse(""))
                .setMessage(report.failure().map(Failure::message).orElse(""));
        report.domain().ifPresent(domain -> state.setDomain(write(domain)));
        report.emulatorPod().ifPresent(pod -> state.setEmulatorPod(write(pod)));
        report.server().ifPresent(server -> state.setServerId(server.value()));
        if (report.framesAcquired()) {
            if (report.bufferedIo() != BufferedIo.OFF) {
                state.addFrames(frame(BufferedIoreqPage.FRAME, FrameKind.FRAME_KIND_BUFFERED));
            }
            state.addFrames(frame(IoreqPage.FRAME, FrameKind.FRAME_KIND_SYNCHRONOUS));
        }
        return state.build();
    }

    static Domain write(DomainReport report) {
        return Domain.newBuilder()
                .setIdentity(write(report.domain().identity()))
                .setType(
                        switch (report.domain().type()) {
                            case PV -> DomainType.DOMAIN_TYPE_PV;
                            case PVH -> DomainType.DOMAIN_TYPE_PVH;
                            case HVM -> DomainType.DOMAIN_TYPE_HVM;
                        })
                .setVcpus(report.domain().vcpus())
                .addAllOwnServers(
                        report.own().stream().map(IoreqServerId::value).toList())
                .addAllForeignServers(
                        report.foreign().stream().map(IoreqServerId::value).toList())
                .setFreeServers(report.free())
                .build();
    }

    private static DomainIdentity write(dev.ioreq.hypervisor.DomainIdentity domain) {
        return DomainIdentity.newBuilder()
                .setId(domain.id().value())
                .setUuid(domain.uuid().toString())
                .setName(domain.name())
                .setIncarnation(domain.incarnation())
                .build();
    }

    private static EmulatorPod write(dev.ioreq.agent.declaration.EmulatorPod pod) {
        return EmulatorPod.newBuilder()
                .setNamespace(pod.namespace())
                .setName(pod.name())
                .setUid(pod.uid())
                .setServiceAccount(pod.serviceAccount())
                .build();
    }

    private static Frame frame(int index, FrameKind kind) {
        return Frame.newBuilder().setIndex(index).setKind(kind).build();
    }

    private static ServerPhase phase(ServerReport report) {
        return switch (report.phase()) {
            case WAITING_FOR_DOMAIN -> ServerPhase.WAITING_FOR_DOMAIN;
            case CREATING -> ServerPhase.CREATING;
            case SERVER_CREATED -> ServerPhase.SERVER_CREATED;
            case FRAMES_ACQUIRED -> ServerPhase.FRAMES_ACQUIRED;
            case OFFERED -> ServerPhase.OFFERED;
            case SERVING -> ServerPhase.SERVING;
            case RELEASING -> ServerPhase.RELEASING;
        };
    }

    private static EmulatorState emulator(ServerReport report) {
        return switch (report.emulator()) {
            case ABSENT -> EmulatorState.EMULATOR_ABSENT;
            case ATTACHING -> EmulatorState.EMULATOR_ATTACHING;
            case ATTACHED -> EmulatorState.EMULATOR_ATTACHED;
            case STALLED -> EmulatorState.EMULATOR_STALLED;
            case LOST_WAITING -> EmulatorState.EMULATOR_LOST_WAITING;
            case LOST_FENCED -> EmulatorState.EMULATOR_LOST_FENCED;
            case RESUMING -> EmulatorState.EMULATOR_RESUMING;
        };
    }
}
