package dev.ioreq.operator.ioreqserver;

import dev.ioreq.crds.common.Condition;
import dev.ioreq.crds.ioreqserver.BoundDomain;
import dev.ioreq.crds.ioreqserver.EmulatorStatus;
import dev.ioreq.crds.ioreqserver.FrameStatus;
import dev.ioreq.crds.ioreqserver.IoreqServer;
import dev.ioreq.crds.ioreqserver.IoreqServerStatus;
import dev.ioreq.operator.domains.PlacedDomain;
import dev.ioreq.operator.emulatorpod.PodView;
import dev.ioreq.operator.ioreqserver.Situation.Declared;
import dev.ioreq.operator.ioreqserver.Situation.Leaving;
import dev.ioreq.operator.ioreqserver.Situation.NotAuthorized;
import dev.ioreq.operator.ioreqserver.Situation.Refused;
import dev.ioreq.operator.ioreqserver.Situation.Unheard;
import dev.ioreq.protocol.agent.DomainIdentity;
import dev.ioreq.protocol.agent.FrameKind;
import dev.ioreq.protocol.agent.ServerState;
import java.util.List;
import java.util.Optional;

/**
 * The fields of a status that are not conditions.
 *
 * <p>Node and domain are also the operator's memory: which incarnation the server is bound to, and whom to tell when it is deleted.
 * So they stay while the domain is away.
 */
record ObservedFields(
        String nodeName,
        BoundDomain domain,
        Integer serverId,
        Integer vcpus,
        Integer bufferedPort,
        List<FrameStatus> frames,
        EmulatorStatus emulator) {

    private static final ObservedFields NONE = new ObservedFields(null, null, null, null, null, null, null);

    static ObservedFields of(IoreqServer server, Situation situation) {
        ObservedFields before = of(server.getStatus());
        if (situation instanceof Declared declared) {
            return of(declared.domain(), declared.state(), declared.pod());
        }
        if (situation instanceof Refused refused) {
            return of(refused.domain(), refused.state(), Optional.empty());
        }
        if (situation instanceof Unheard || situation instanceof Leaving) {
            return before;
        }
        if (situation instanceof NotAuthorized notAuthorized && !notAuthorized.withdrawing()) {
            return new ObservedFields(null, before.domain(), null, null, null, null, null);
        }
        return new ObservedFields(before.nodeName(), before.domain(), null, null, null, null, null);
    }

    IoreqServerStatus status(long generation, List<Condition> conditions) {
        return new IoreqServerStatus(
                generation, nodeName, domain, serverId, vcpus, bufferedPort, frames, emulator, conditions);
    }

    private static ObservedFields of(IoreqServerStatus status) {
        return status == null
                ? NONE
                : new ObservedFields(
                        status.nodeName(),
                        status.domain(),
                        status.serverId(),
                        status.vcpus(),
                        status.bufferedPort(),
                        status.frames(),
                        status.emulator());
    }

    private static ObservedFields of(PlacedDomain placed, Optional<ServerState> state, Optional<PodView> pod) {
        EmulatorStatus emulator =
                pod.map(PodView::name).map(EmulatorStatus::new).orElse(null);
        BoundDomain found = bound(placed.identity());
        if (state.isEmpty()) {
            return new ObservedFields(placed.node(), found, null, null, null, null, emulator);
        }
        ServerState observed = state.get();
        return new ObservedFields(
                placed.node(),
                observed.hasDomain() ? bound(observed.getDomain()) : found,
                observed.hasServerId() ? observed.getServerId() : null,
                observed.getVcpus() > 0 ? observed.getVcpus() : null,
                observed.getBufferedPort() > 0 ? observed.getBufferedPort() : null,
                frames(observed),
                emulator);
    }

    private static BoundDomain bound(DomainIdentity identity) {
        return new BoundDomain(identity.getId(), identity.getUuid(), identity.getName(), identity.getIncarnation());
    }

    private static List<FrameStatus> frames(ServerState state) {
        return state.getFramesCount() == 0
                ? null
                : state.getFramesList().stream()
                        .map(frame -> new FrameStatus(
                                frame.getIndex(),
                                frame.getKind() == FrameKind.FRAME_KIND_BUFFERED
                                        ? FrameStatus.Kind.BUFFERED
                                        : FrameStatus.Kind.SYNCHRONOUS))
                        .toList();
    }
}
