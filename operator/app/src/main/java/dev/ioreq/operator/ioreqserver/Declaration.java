package dev.ioreq.operator.ioreqserver;

import dev.ioreq.crds.ioreqserver.BufferedIoMode;
import dev.ioreq.crds.ioreqserver.IoreqServer;
import dev.ioreq.crds.ioreqserver.IoreqServerSpec;
import dev.ioreq.crds.ioreqserver.LossAction;
import dev.ioreq.crds.ioreqserver.LossPolicy;
import dev.ioreq.operator.domains.Span;
import dev.ioreq.operator.emulatorpod.PodView;
import dev.ioreq.operator.grant.Authorization.Granted;
import dev.ioreq.protocol.agent.BufferedIo;
import dev.ioreq.protocol.agent.DeclaredServer;
import dev.ioreq.protocol.agent.DomainIdentity;
import dev.ioreq.protocol.agent.DomainSelector;
import dev.ioreq.protocol.agent.EmulatorPod;
import dev.ioreq.protocol.agent.Interval;
import dev.ioreq.protocol.agent.IoRange;
import dev.ioreq.protocol.agent.LostAction;
import dev.ioreq.protocol.agent.PciFunction;
import dev.ioreq.protocol.agent.WhenEmulatorLost;
import java.util.Optional;

/** What the agent is told about a server: the spec in the agent's words. Pure. */
final class Declaration {

    private static final int DEFAULT_PATIENCE_SECONDS = 10;

    private Declaration() {}

    /**
     * The declaration of a server for the domain that was found and granted.
     *
     * @param pod the emulator's; nobody else gets the handover
     * @throws IllegalArgumentException naming the field of the spec that says nothing sensible
     */
    static DeclaredServer of(IoreqServer server, DomainIdentity domain, Granted granted, Optional<PodView> pod) {
        IoreqServerSpec spec = server.getSpec();
        DeclaredServer.Builder declared = DeclaredServer.newBuilder()
                .setKey(server.getMetadata().getUid())
                .setGeneration(server.getMetadata().getGeneration())
                .setNamespace(server.getMetadata().getNamespace())
                .setName(server.getMetadata().getName())
                .setDomain(selector(spec, domain, granted))
                .setBufferedIo(bufferedIo(spec.bufferedIo()))
                .setWhenEmulatorLost(whenEmulatorLost(spec.whenEmulatorLost()))
                .setEnabled(enabled(spec));
        pod.ifPresent(made -> declared.setEmulatorPod(EmulatorPod.newBuilder()
                .setNamespace(server.getMetadata().getNamespace())
                .setName(made.name())
                .setUid(made.uid())
                .setServiceAccount(made.serviceAccount())));
        spec.ranges().forEach(range -> declared.addRanges(range(Span.of(range))));
        return declared.build();
    }

    /** Whether the server's ranges are wanted. */
    static boolean enabled(IoreqServerSpec spec) {
        return !Boolean.FALSE.equals(spec.enabled());
    }

    /**
     * The spec's reference, and besides it what the grant rests on: a guest that takes the name of a granted one, but has another
     * uuid, must not get its emulator, not even while the operator is away.
     */
    private static DomainSelector selector(IoreqServerSpec spec, DomainIdentity domain, Granted granted) {
        DomainSelector.Builder selector = DomainSelector.newBuilder();
        if (spec.domain().name() != null || granted.byName()) {
            selector.setName(spec.domain().name() != null ? spec.domain().name() : domain.getName());
        }
        if (spec.domain().uuid() != null || granted.byUuid()) {
            selector.setUuid(spec.domain().uuid() != null ? spec.domain().uuid() : domain.getUuid());
        }
        if (spec.domain().id() != null) {
            selector.setId(spec.domain().id()).setIncarnation(domain.getIncarnation());
        }
        return selector.build();
    }

    private static BufferedIo bufferedIo(BufferedIoMode mode) {
        if (mode == null) {
            return BufferedIo.BUFFERED_IO_OFF;
        }
        return switch (mode) {
            case NONE -> BufferedIo.BUFFERED_IO_OFF;
            case LEGACY -> BufferedIo.BUFFERED_IO_LEGACY;
            case ATOMIC -> BufferedIo.BUFFERED_IO_ATOMIC;
        };
    }

    private static WhenEmulatorLost whenEmulatorLost(LossPolicy policy) {
        int seconds =
                policy == null || policy.afterSeconds() == null ? DEFAULT_PATIENCE_SECONDS : policy.afterSeconds();
        LossAction action = policy == null || policy.action() == null ? LossAction.FENCE : policy.action();
        return WhenEmulatorLost.newBuilder()
                .setAfterSeconds(seconds)
                .setAction(
                        switch (action) {
                            case FENCE -> LostAction.LOST_ACTION_FENCE;
                            case HOLD -> LostAction.LOST_ACTION_HOLD;
                            case SHUTDOWN_DOMAIN -> LostAction.LOST_ACTION_SHUTDOWN_DOMAIN;
                        })
                .build();
    }

    private static IoRange range(Span span) {
        IoRange.Builder range = IoRange.newBuilder().setName(span.name());
        switch (span.space()) {
            case PORT -> range.setPort(interval(span));
            case MEMORY -> range.setMemory(interval(span));
            case PCI ->
                range.setPci(PciFunction.newBuilder()
                        .setSegment((int) (span.first() >>> 16))
                        .setBus((int) (span.first() >>> 8 & 0xff))
                        .setDevice((int) (span.first() >>> 3 & 0x1f))
                        .setFunction((int) (span.first() & 7)));
        }
        return range.build();
    }

    private static Interval interval(Span span) {
        return Interval.newBuilder().setFirst(span.first()).setLast(span.last()).build();
    }
}
