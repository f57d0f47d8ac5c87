package dev.ioreq.agent.supervisor;

import dev.ioreq.agent.journal.JournalEntry;
import dev.ioreq.agent.responder.AnswerMode;
import dev.ioreq.agent.responder.Seat;
import dev.ioreq.hypervisor.ShutdownReason;
import dev.ioreq.protocol.handover.Detach;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;

/** The way out: a server goes only when no vCPU waits for it. */
final class EndSteps {

    private static final Logger LOG = Logger.getLogger(EndSteps.class);
    private static final Duration SETTLING = Duration.ofMillis(50);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(1);

    private final Server server;

    EndSteps(Server server) {
        this.server = server;
    }

    void shutDownDomain() {
        server.confirmDomain();
        LOG.warnf(
                "Server %s: its emulator stayed away; domain %s is shut down (crash) as declared",
                server.declared().displayName(), server.fact().domain().name());
        server.services().hypervisor().shutdownDomain(server.domain(), ShutdownReason.CRASH);
        server.held().shutDown = true;
    }

    void disable() {
        server.confirmDomain();
        server.services().hypervisor().setIoreqServerState(server.domain(), server.id(), false);
        server.held().enabled = false;
    }

    /** A vCPU takes its answer as soon as it runs; one that does not within 50 ms is looked at again later. */
    void settle() {
        Seat seat = server.held().seat;
        server.services().responder().answer(seat, AnswerMode.FENCE);
        long until = System.nanoTime() + SETTLING.toNanos();
        while (!seat.isQuiet()) {
            if (System.nanoTime() - until > 0) {
                throw new NotQuietException(
                        "a vCPU of domain " + server.fact().domain().name()
                                + " has not taken its answer; destroying the server now would freeze it - if the domain is paused,"
                                + " unpause it");
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }

    void destroy() {
        server.confirmDomain();
        server.services().hypervisor().destroyIoreqServer(server.domain(), server.id());
        LOG.infof("Server %s: destroyed server %s", server.declared().displayName(), server.id());
        release();
        server.record().update(JournalEntry::cleared);
    }

    void letGo() {
        LOG.infof("Server %s: its domain is gone", server.declared().displayName());
        server.point().drop(Detach.DOMAIN_GONE);
        release();
        server.record().update(JournalEntry::cleared);
    }

    void forget() {
        server.services().broker().remove(server.declared().key());
        server.record().delete();
        LOG.infof("Server %s: forgotten", server.declared().displayName());
    }

    /** Lets go of everything in this process; the server itself stays as it is. */
    void release() {
        if (server.held().seat != null) {
            server.services().responder().leave(server.held().seat);
        }
        server.held().release();
    }
}
