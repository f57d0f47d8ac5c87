package dev.ioreq.emulator.lease;

import dev.ioreq.emulator.EmulatorLog;
import dev.ioreq.emulator.lease.AgentConnection.Incoming;
import dev.ioreq.emulator.serve.Exit;
import dev.ioreq.emulator.serve.PollSource;
import dev.ioreq.emulator.serve.TimedTask;
import dev.ioreq.hypervisor.Errno;
import dev.ioreq.hypervisor.posix.Descriptor;
import dev.ioreq.hypervisor.posix.EndOfStreamException;
import dev.ioreq.hypervisor.posix.PosixException;
import dev.ioreq.protocol.handover.Detach;
import dev.ioreq.protocol.handover.Detached;
import dev.ioreq.protocol.handover.HandoverError;
import dev.ioreq.protocol.handover.HandoverMessage;
import dev.ioreq.protocol.handover.MalformedMessageException;
import dev.ioreq.protocol.handover.Offer;
import dev.ioreq.protocol.handover.Ranges;
import dev.ioreq.protocol.handover.Ready;
import dev.ioreq.protocol.handover.Resume;
import dev.ioreq.protocol.handover.Resumed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The lease while the server is served. When the agent goes away without DETACH, the guest is served on, and every 200 ms an agent
 * is looked for, to which the descriptors are given back.
 */
public final class Lease implements PollSource, TimedTask, AutoCloseable {

    /** What the lease tells the server that is served. */
    public interface Listener {

        /** The ranges are these from now on. */
        void rangesChanged(Ranges ranges);

        /** An agent has taken the lease up: events may have been lost. */
        void resumed() throws EndOfStreamException;
    }

    private final Path socket;
    private final Resume resume;
    private final int events;
    private final Descriptor progress;
    private final Listener listener;
    private final EmulatorLog log;

    private Optional<AgentConnection> connection;
    private long nextAttempt;

    /** Takes over the attachment's connection and progress descriptor. The event channel's descriptor must outlive the lease. */
    public Lease(Path socket, String name, Attachment attachment, int events, Listener listener, EmulatorLog log) {
        Offer offer = attachment.offer();
        this.socket = socket;
        this.resume = new Resume(offer.serverId(), offer.domid(), name);
        this.events = events;
        this.progress = attachment.progress();
        this.listener = listener;
        this.log = log;
        connection = Optional.of(attachment.connection());
    }

    /** Tells the agent that the guest's requests are answered from now on. */
    public void ready() {
        try {
            connection.orElseThrow().send(new Ready());
        } catch (EndOfStreamException e) {
            lost();
        }
    }

    @Override
    public int awaited() {
        return connection.isPresent() ? connection.get().descriptor() : NOTHING;
    }

    @Override
    public Optional<Exit> onReadable() throws EndOfStreamException {
        Optional<Incoming> incoming;
        try {
            incoming = connection.orElseThrow().receive(Duration.ZERO);
        } catch (EndOfStreamException e) {
            lost();
            return Optional.empty();
        } catch (MalformedMessageException e) {
            return Optional.of(Exit.failed("the agent sent no handover message: " + e.getMessage()));
        }
        return incoming.isPresent() ? obey(incoming.get()) : Optional.empty();
    }

    @Override
    public Optional<Duration> untilDue() {
        if (connection.isPresent()) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofNanos(Math.max(0, nextAttempt - System.nanoTime())));
    }

    /** Looks for an agent and gives it the descriptors. Whatever hinders that, the guest is served on. */
    @Override
    public Optional<Exit> onDue() {
        scheduleAttempt();
        try {
            connection = AgentConnection.connect(socket);
            if (connection.isPresent()) {
                connection.get().send(resume, events, progress.value());
            }
        } catch (EndOfStreamException e) {
            lost();
        } catch (PosixException e) {
            log.sayOnce("looking for the agent", e.getMessage());
            disconnect();
        }
        return Optional.empty();
    }

    /** Nothing is answered any more: tells the agent so, if there is one, and ends the lease. */
    public void detach() {
        connection.ifPresent(agent -> {
            try {
                agent.send(new Detached());
            } catch (EndOfStreamException e) {
                log.say("the agent went away before it could be told DETACHED");
            }
        });
        close();
    }

    private Optional<Exit> obey(Incoming incoming) throws EndOfStreamException {
        HandoverMessage message = incoming.message();
        if (message instanceof Ranges ranges) {
            listener.rangesChanged(ranges);
            return Optional.empty();
        }
        if (message instanceof Resumed) {
            log.say("an agent is back and has taken the lease up");
            listener.resumed();
            return Optional.empty();
        }
        if (message instanceof Detach detach) {
            detach();
            return Optional.of(Exit.done("detached: " + detach.reasonText()));
        }
        if (message instanceof HandoverError error) {
            return Optional.of(refused(error));
        }
        incoming.descriptors().forEach(Descriptor::close);
        return Optional.of(Exit.failed("the agent sent " + message.type() + " to an emulator that is attached"));
    }

    static Exit refused(HandoverError error) {
        return Exit.failed("the agent refused: " + Errno.of(error.errno()) + ": " + error.text());
    }

    private void lost() {
        log.say("the agent went away; serving on and looking for it every " + Attaching.RETRY.toMillis() + " ms");
        disconnect();
        scheduleAttempt();
    }

    private void scheduleAttempt() {
        nextAttempt = System.nanoTime() + Attaching.RETRY.toNanos();
    }

    private void disconnect() {
        connection.ifPresent(AgentConnection::close);
        connection = Optional.empty();
    }

    @Override
    public void close() {
        disconnect();
        progress.close();
    }
}
