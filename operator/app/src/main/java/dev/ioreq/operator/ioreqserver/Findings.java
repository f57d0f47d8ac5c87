package dev.ioreq.operator.ioreqserver;

import static dev.ioreq.crds.common.ConditionReason.ACQUIRED;
import static dev.ioreq.crds.common.ConditionReason.ATTACHED;
import static dev.ioreq.crds.common.ConditionReason.CREATED;
import static dev.ioreq.crds.common.ConditionReason.CREATING;
import static dev.ioreq.crds.common.ConditionReason.DISABLED;
import static dev.ioreq.crds.common.ConditionReason.DOMAIN_NOT_FOUND;
import static dev.ioreq.crds.common.ConditionReason.EMULATOR_ABSENT;
import static dev.ioreq.crds.common.ConditionReason.EMULATOR_ATTACHING;
import static dev.ioreq.crds.common.ConditionReason.EMULATOR_FENCED;
import static dev.ioreq.crds.common.ConditionReason.EMULATOR_LOST;
import static dev.ioreq.crds.common.ConditionReason.EMULATOR_STALLED;
import static dev.ioreq.crds.common.ConditionReason.POD_FAILED;
import static dev.ioreq.crds.common.ConditionReason.POD_PENDING;
import static dev.ioreq.crds.common.ConditionReason.READY;

import dev.ioreq.crds.ioreqserver.IoreqServer;
import dev.ioreq.crds.ioreqserver.RangeSpec;
import dev.ioreq.operator.conditions.Finding;
import dev.ioreq.operator.emulatorpod.PodView;
import dev.ioreq.protocol.agent.EmulatorState;
import dev.ioreq.protocol.agent.ServerPhase;
import dev.ioreq.protocol.agent.ServerState;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What an agent's word about a server means for its conditions. Pure. */
final class Findings {

    /** Reasons that say "not done yet"; every other one is bad news. */
    private static final Set<String> PROGRESS = Set.of(
            CREATING.toString(),
            DOMAIN_NOT_FOUND.toString(),
            POD_PENDING.toString(),
            EMULATOR_ABSENT.toString(),
            EMULATOR_ATTACHING.toString());

    private Findings() {}

    /** Whether a server that the agent knows of and whose domain is there is merely on its way. */
    static boolean progress(Finding ready) {
        return PROGRESS.contains(ready.reason());
    }

    static Finding serverCreated(Optional<ServerState> state) {
        return state.filter(observed -> reached(observed, ServerPhase.SERVER_CREATED))
                .map(observed -> Finding.yes(
                        CREATED,
                        "The hypervisor holds IOREQ server %d of domain %d"
                                .formatted(
                                        observed.getServerId(),
                                        observed.getDomain().getId())))
                .orElseGet(() -> notYet(state, "The agent creates the server"));
    }

    static Finding framesAcquired(Optional<ServerState> state) {
        return state.filter(observed -> reached(observed, ServerPhase.FRAMES_ACQUIRED))
                .map(observed ->
                        Finding.yes(ACQUIRED, "The agent holds %d frames".formatted(observed.getFramesCount())))
                .orElseGet(() -> notYet(state, "The agent has not acquired the frames yet"));
    }

    static Finding emulatorAttached(IoreqServer server, Optional<ServerState> state, Optional<PodView> pod) {
        if (!Declaration.enabled(server.getSpec())) {
            return Finding.no(DISABLED, "spec.enabled is false: the emulator is detached");
        }
        EmulatorState emulator = state.map(ServerState::getEmulator).orElse(EmulatorState.EMULATOR_ABSENT);
        String name = pod.map(PodView::name).orElse("the emulator");
        Optional<String> problem = pod.flatMap(PodView::problem);
        return switch (emulator) {
            case EMULATOR_ATTACHED, EMULATOR_RESUMING -> Finding.yes(ATTACHED, name + " answers the guest");
            case EMULATOR_STALLED ->
                Finding.yes(EMULATOR_STALLED, name + " is attached, but a request has been waiting without progress");
            case EMULATOR_ATTACHING -> Finding.no(EMULATOR_ATTACHING, name + " is connected and not yet ready");
            case EMULATOR_LOST_WAITING ->
                Finding.no(EMULATOR_LOST, "The emulator is gone; the guest's accesses wait for it" + because(problem));
            case EMULATOR_LOST_FENCED ->
                Finding.no(
                        EMULATOR_FENCED,
                        "The emulator is gone and the patience is over: reads give all ones, writes are dropped"
                                + because(problem));
            case EMULATOR_ABSENT, EMULATOR_STATE_UNSPECIFIED, UNRECOGNIZED -> absent(pod, problem);
        };
    }

    private static Finding absent(Optional<PodView> pod, Optional<String> problem) {
        if (problem.isPresent()) {
            return Finding.no(POD_FAILED, problem.get());
        }
        if (pod.isEmpty()) {
            return Finding.no(POD_PENDING, "The emulator's pod is being made");
        }
        return pod.get().phase().equals("Running")
                ? Finding.no(EMULATOR_ABSENT, "Pod " + pod.get().name() + " runs; its emulator has not attached yet")
                : Finding.no(
                        POD_PENDING,
                        "Pod " + pod.get().name() + " is " + pod.get().phase());
    }

    /** The conclusion about a server that is declared: the first thing on its way that does not hold. */
    static Finding ready(
            IoreqServer server,
            Optional<ServerState> state,
            Finding serverCreated,
            Finding framesAcquired,
            Finding emulatorAttached) {
        if (state.isEmpty()
                || state.get().getObservedGeneration() != server.getMetadata().getGeneration()) {
            return Finding.no(
                    CREATING,
                    "The agent has been told of generation %d"
                            .formatted(server.getMetadata().getGeneration()));
        }
        if (!serverCreated.holds()) {
            return serverCreated;
        }
        if (!framesAcquired.holds()) {
            return framesAcquired;
        }
        ServerState observed = state.get();
        if (!Declaration.enabled(server.getSpec())) {
            return observed.getMappedRangesCount() == 0
                    ? Finding.yes(DISABLED, "Disabled as declared: the server exists, its ranges do not")
                    : Finding.no(CREATING, "The agent withdraws the ranges");
        }
        if (!emulatorAttached.holds()) {
            return emulatorAttached;
        }
        if (observed.getEmulator() == EmulatorState.EMULATOR_STALLED) {
            return Finding.no(EMULATOR_STALLED, emulatorAttached.message());
        }
        if (!observed.getReason().isEmpty()) {
            return Finding.no(observed.getReason(), observed.getMessage());
        }
        List<String> missing = server.getSpec().ranges().stream()
                .map(RangeSpec::name)
                .filter(name -> !observed.getMappedRangesList().contains(name))
                .toList();
        if (!missing.isEmpty() || observed.getPhase() != ServerPhase.SERVING) {
            return Finding.no(CREATING, "The agent maps the ranges " + missing);
        }
        return Finding.yes(READY, emulatorAttached.message());
    }

    private static Finding notYet(Optional<ServerState> state, String otherwise) {
        return state.filter(observed -> !observed.getReason().isEmpty())
                .map(observed -> Finding.no(observed.getReason(), observed.getMessage()))
                .orElseGet(() -> Finding.no(CREATING, otherwise));
    }

    private static boolean reached(ServerState state, ServerPhase phase) {
        return state.getPhase() != ServerPhase.UNRECOGNIZED
                && state.getPhase() != ServerPhase.RELEASING
                && state.getPhase().getNumber() >= phase.getNumber();
    }

    private static String because(Optional<String> problem) {
        return problem.map(text -> "; " + text).orElse("");
    }
}
