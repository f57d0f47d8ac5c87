package dev.ioreq.agent.supervisor;

import dev.ioreq.agent.domains.DomainGoneException;
import dev.ioreq.agent.handover.Returned;
import dev.ioreq.agent.journal.EventPorts;
import dev.ioreq.agent.journal.EventPorts.Binding;
import dev.ioreq.agent.journal.Milestone;
import dev.ioreq.agent.responder.AnswerMode;
import dev.ioreq.agent.responder.Seat;
import dev.ioreq.hypervisor.BufferedIo;
import dev.ioreq.hypervisor.DomainType;
import dev.ioreq.hypervisor.Errno;
import dev.ioreq.hypervisor.EventChannels;
import dev.ioreq.hypervisor.FrameDescriptor;
import dev.ioreq.hypervisor.Hypervisor;
import dev.ioreq.hypervisor.XenException;
import dev.ioreq.hypervisor.abi.IoreqPage;
import dev.ioreq.hypervisor.posix.Descriptor;
import dev.ioreq.hypervisor.posix.MemFd;
import dev.ioreq.hypervisor.posix.PosixException;
import dev.ioreq.hypervisor.posix.SharedMapping;
import dev.ioreq.protocol.handover.Detach;
import dev.ioreq.protocol.handover.ProgressPage;
import dev.ioreq.protocol.handover.Resume;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Event channels, responder and lease: who answers. */
final class HandoverSteps {

    /** How soon ports that an emulator has are tried again: it is back within a second, or it has died and nobody hurries. */
    private static final Duration BIND_AGAIN = Duration.ofMillis(300);

    private static final int BIND_DOUBLINGS = 3;

    private static final Logger LOG = Logger.getLogger(HandoverSteps.class);

    private final Server server;
    private final Hypervisor hypervisor;

    HandoverSteps(Server server) {
        this.server = server;
        this.hypervisor = server.services().hypervisor();
    }

    void bind() {
        server.confirmDomain();
        EventChannels channels = hypervisor.openEventChannels(server.domain());
        try {
            List<Binding> slots = new ArrayList<>();
            for (int remote : remotePorts()) {
                slots.add(bind(channels, remote));
            }
            Optional<Binding> buffered = bufferedRemotePort().map(remote -> bind(channels, remote));
            sit(channels, new EventPorts(slots, buffered));
        } catch (XenException e) {
            channels.close();
            if (e.errno() != Errno.EINVAL || server.fact().milestone() == Milestone.CREATED) {
                throw e;
            }
            // Only an emulator to which the handle was offered can have them.
            server.held().portsTaken = true;
            int doublings = Math.min(server.held().bindAttempts++, BIND_DOUBLINGS);
            server.held().bindAgainNanos = System.nanoTime() + (BIND_AGAIN.toNanos() << doublings);
        } catch (RuntimeException e) {
            channels.close();
            throw e;
        }
    }

    void answer(AnswerMode mode) {
        server.services().responder().answer(server.held().seat, mode);
    }

    /** From the responder's last look on, nobody answers until the emulator does: what it needs is ready before. */
    void handOver() {
        Seat seat = server.held().seat;
        server.confirmDomain();
        AnswerMode before = seat.mode();
        try (Descriptor progress = MemFd.create("ioreq-progress", ProgressPage.SIZE);
                FrameDescriptor frames = hypervisor.openFrameDescriptor(server.domain(), server.id())) {
            server.held().releaseProgress();
            server.held().progress = SharedMapping.map(progress, 0, ProgressPage.SIZE);
            server.services().responder().leave(seat);
            // After a crash the ports are known by their journalled numbers only.
            server.state(fact -> fact.withPorts(seat.ports())
                    .at(fact.milestone() == Milestone.CREATED ? Milestone.OFFERED : fact.milestone()));
            server.held().told = Optional.of(server.declared().ranges());
            server.point()
                    .offer(
                            Messages.offer(server.entry(), hypervisor.info().kind(), domainType(), seat.ports()),
                            frames.descriptor(),
                            seat.channels().descriptor(),
                            progress.value());
        } catch (RuntimeException e) {
            if (!server.point().door().holdsLease()) {
                server.services().responder().answer(seat, before);
            }
            throw e;
        }
    }

    /** Nothing that comes back is believed: each port must answer to its journalled number through the handle. */
    void resume() {
        Optional<Returned> taken = server.point().takeReturned();
        if (taken.isEmpty()) {
            return;
        }
        try (Returned returned = taken.get()) {
            Resume resume = returned.resume();
            if (resume.serverId() != server.id().value()
                    || resume.domid() != server.domain().value()) {
                server.point()
                        .turnAway(
                                Errno.EINVAL,
                                "RESUME.serverId, RESUME.domid: " + resume.serverId() + ", " + resume.domid()
                                        + ", expected " + server.id() + ", " + server.domain());
                return;
            }
            server.confirmDomain();
            EventPorts ports = server.fact().ports().orElseThrow();
            EventChannels channels = hypervisor.adoptEventChannels(
                    server.domain(), returned.eventChannels().dup().value());
            try {
                ports.all().forEach(port -> channels.notify(port.local()));
                MemFd.requireFixed(returned.progress(), ProgressPage.SIZE);
                server.held().progress = SharedMapping.map(returned.progress(), 0, ProgressPage.SIZE);
            } catch (RuntimeException e) {
                channels.close();
                throw e;
            }
            sit(channels, ports);
            server.held().told = Optional.of(server.fact().ranges());
            server.point().resume();
            LOG.infof(
                    "Server %s: %s is back",
                    server.declared().displayName(), server.point().who());
        } catch (XenException | PosixException e) {
            server.point().turnAway(Errno.EINVAL, "the descriptors of RESUME: " + e.getMessage());
        }
    }

    void turnAway(Step.Refusal why) {
        switch (why) {
            case SERVER_GONE -> {
                server.point().drop(Detach.DOMAIN_GONE);
                server.point().turnAway(Errno.ENOENT, "the server that was handed over does not exist any more");
            }
            case TAKEN_OVER -> server.point().turnAway(Errno.EBUSY, "the agent has taken the server over: start anew");
            case RELEASED -> server.point().turnAway(Errno.ENODEV, "the server was released");
        }
    }

    void noteServing() {
        server.state(fact -> fact.at(Milestone.SERVING).withRanges(RangeSteps.joined(fact, server.declared())));
    }

    void detach() {
        int reason = server.entry().withdrawn()
                ? Detach.RELEASED
                : server.declared().enabled() ? Detach.UNSPECIFIED : Detach.DISABLED;
        server.point().detach(reason);
    }

    private void sit(EventChannels channels, EventPorts ports) {
        server.held().portsTaken = false;
        server.held().seat = new Seat(
                server.declared().displayName(),
                server.domain(),
                server.held().frames,
                channels,
                ports,
                server.trouble());
    }

    private static Binding bind(EventChannels channels, int remote) {
        return new Binding(remote, channels.bindInterdomain(remote));
    }

    /** The page is believed only before an emulator could write on it; after that the journal knows. */
    private List<Integer> remotePorts() {
        return server.fact()
                .ports()
                .map(ports -> ports.slots().stream().map(Binding::remote).toList())
                .orElseGet(() -> server.held().frames.use(pages -> {
                    IoreqPage page = new IoreqPage(pages.get(pages.size() - 1));
                    List<Integer> ports = new ArrayList<>();
                    for (int vcpu = 0; vcpu < server.held().vcpus; vcpu++) {
                        ports.add(page.slot(vcpu).vpEport());
                    }
                    return ports;
                }));
    }

    private Optional<Integer> bufferedRemotePort() {
        if (server.declared().bufferedIo() == BufferedIo.OFF) {
            return Optional.empty();
        }
        int port = hypervisor
                .ioreqServerInfo(server.domain(), server.id())
                .bufferedPort()
                .orElseThrow(() -> new XenException(
                        Errno.ENODATA,
                        "get_ioreq_server_info",
                        server.domain(),
                        "server=" + server.id(),
                        "no port for the buffered ring of a server with "
                                + server.declared().bufferedIo()));
        return Optional.of(port);
    }

    private DomainType domainType() {
        return server.services().registry().domains().stream()
                .filter(domain -> domain.identity()
                        .incarnation()
                        .equals(server.fact().domain().incarnation()))
                .findFirst()
                .orElseThrow(() -> new DomainGoneException(server.fact().domain()))
                .type();
    }
}
