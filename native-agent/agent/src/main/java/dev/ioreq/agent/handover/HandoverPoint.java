package dev.ioreq.agent.handover;

import dev.ioreq.agent.loop.PollLoop;
import dev.ioreq.hypervisor.Errno;
import dev.ioreq.hypervisor.posix.EndOfStreamException;
import dev.ioreq.hypervisor.posix.PeerCredentials;
import dev.ioreq.hypervisor.posix.PosixException;
import dev.ioreq.hypervisor.posix.Received;
import dev.ioreq.hypervisor.posix.SeqPacketListener;
import dev.ioreq.hypervisor.posix.SeqPacketSocket;
import dev.ioreq.protocol.handover.Detach;
import dev.ioreq.protocol.handover.Detached;
import dev.ioreq.protocol.handover.Handover;
import dev.ioreq.protocol.handover.HandoverCodec;
import dev.ioreq.protocol.handover.HandoverMessage;
import dev.ioreq.protocol.handover.Hello;
import dev.ioreq.protocol.handover.MalformedMessageException;
import dev.ioreq.protocol.handover.Offer;
import dev.ioreq.protocol.handover.Ranges;
import dev.ioreq.protocol.handover.Ready;
import dev.ioreq.protocol.handover.Resume;
import dev.ioreq.protocol.handover.Resumed;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * One server's handover socket and whoever is at it. The broker's thread brings connections and messages, the server's lane decides;
 * neither ever waits for the emulator.
 */
public final class HandoverPoint {

    private static final Logger LOG = Logger.getLogger(HandoverPoint.class);
    private static final int MAX_STRANGERS = 8;

    private final String server;
    private final HandoverSettings settings;
    private final PollLoop loop;
    private final SeqPacketListener listener;
    private final Runnable changed;
    private final Set<Visitor> strangers = new HashSet<>();
    private PollLoop.Watch listening;
    private Door door = Door.NOBODY;
    private Visitor holder;
    private Returned returned;
    private long deadlineNanos;
    private boolean closed;

    /** @param changed called after every change at the door, on any thread; must be quick */
    HandoverPoint(
            String server, HandoverSettings settings, PollLoop loop, SeqPacketListener listener, Runnable changed) {
        this.server = server;
        this.settings = settings;
        this.loop = loop;
        this.listener = listener;
        this.changed = changed;
    }

    synchronized void listen() {
        if (listening == null && !closed) {
            listening = loop.watch(listener.descriptor().value(), this::accept);
        }
    }

    public synchronized Door door() {
        return door;
    }

    /** Who is at the door, for logs. */
    public synchronized String who() {
        return holder == null ? "nobody" : holder.toString();
    }

    /**
     * Offers the server to the emulator that knocks. From here on the emulator holds the lease; the responder must be silent already.
     *
     * @param descriptors frames, event channels, progress page: the emulator receives copies
     */
    public synchronized void offer(Offer offer, int... descriptors) {
        if (door != Door.KNOCKING) {
            return;
        }
        if (holder.send(offer, descriptors)) {
            become(Door.ATTACHING, settings.readyWithin());
        } else {
            leave();
        }
    }

    /** What the returning emulator brought; the caller owns it from now on. Empty if there is none (any more). */
    public synchronized Optional<Returned> takeReturned() {
        Optional<Returned> taken = Optional.ofNullable(returned);
        returned = null;
        return taken;
    }

    /** The returning emulator has its lease again. */
    public synchronized void resume() {
        if (door != Door.RETURNING) {
            return;
        }
        if (holder.send(new Resumed())) {
            become(Door.ATTACHED, Duration.ZERO);
        } else {
            leave();
        }
    }

    /** Refuses whoever is at the door without a lease. */
    public synchronized void turnAway(Errno errno, String why) {
        if (holder != null && !door.holdsLease()) {
            Visitor visitor = holder;
            release();
            visitor.turnAway(errno, why);
        }
    }

    /** Tells the attached emulator the new complete list of ranges. */
    public synchronized void tell(Ranges ranges) {
        if (door == Door.ATTACHED && !holder.send(ranges)) {
            leave();
        }
    }

    /** Asks the emulator to finish; its lease ends when it has, or when its time is over. */
    public synchronized void detach(int reason) {
        if (door == Door.ATTACHING || door == Door.ATTACHED) {
            if (holder.send(new Detach(reason))) {
                become(Door.DETACHING, settings.detachedWithin());
            } else {
                leave();
            }
        }
    }

    /** Ends whatever lease there is at once: the domain is gone, and a mapping would keep it as a zombie. */
    public synchronized void drop(int reason) {
        if (door.holdsLease()) {
            holder.send(new Detach(reason));
            leave();
        }
    }

    /** Closes socket and connections without a word: emulators go on serving and come back with RESUME. The directory stays. */
    public synchronized void close() {
        closed = true;
        if (listening != null) {
            listening.close();
        }
        listener.close();
        Set.copyOf(strangers).forEach(this::forget);
        if (holder != null) {
            holder.close();
        }
        takeReturned().ifPresent(Returned::close);
    }

    /** Ends what took too long. */
    synchronized void checkDeadlines() {
        long now = System.nanoTime();
        listen();
        for (Visitor stranger : List.copyOf(strangers)) {
            if (now - stranger.connectedNanos() > settings.helloWithin().toNanos()) {
                strangers.remove(stranger);
                stranger.turnAway(Errno.ETIMEDOUT, "no HELLO or RESUME within " + settings.helloWithin());
            }
        }
        if (door == Door.ATTACHING && now - deadlineNanos > 0) {
            Visitor late = holder;
            release();
            late.turnAway(Errno.ETIMEDOUT, "no READY within " + settings.readyWithin() + " of the offer");
        } else if (door == Door.DETACHING && now - deadlineNanos > 0) {
            LOG.warnf("Server %s: %s did not finish within %s of DETACH", server, holder, settings.detachedWithin());
            leave();
        }
    }

    private synchronized void accept() {
        try {
            Optional<SeqPacketSocket> accepted = closed ? Optional.empty() : listener.accept(Duration.ZERO);
            accepted.ifPresent(this::receiveVisitor);
        } catch (PosixException e) {
            // Out of descriptors, most likely: look again at the next check instead of spinning.
            LOG.errorf("Server %s: %s", server, e.getMessage());
            listening.close();
            listening = null;
        }
    }

    private void receiveVisitor(SeqPacketSocket socket) {
        PeerCredentials peer = socket.peerCredentials();
        Visitor visitor = new Visitor(server, socket, peer);
        if (!settings.allowedUids().contains(peer.uid())) {
            visitor.turnAway(Errno.EACCES, "uid " + peer.uid() + ", expected one of " + settings.allowedUids());
        } else if (strangers.size() >= MAX_STRANGERS) {
            visitor.turnAway(Errno.EBUSY, MAX_STRANGERS + " connections have not said HELLO yet");
        } else {
            strangers.add(visitor);
            visitor.watch(loop, () -> read(visitor));
        }
    }

    private synchronized void read(Visitor visitor) {
        if (closed || visitor != holder && !strangers.contains(visitor)) {
            return;
        }
        try {
            Optional<Received> received = visitor.socket().receive(Duration.ZERO);
            if (received.isPresent()) {
                take(visitor, received.get());
            }
        } catch (EndOfStreamException e) {
            forget(visitor);
        } catch (PosixException e) {
            reject(visitor, Errno.EINVAL, e.getMessage());
        }
    }

    private void take(Visitor visitor, Received received) {
        boolean kept = false;
        try {
            HandoverMessage message = HandoverCodec.decode(received.payload());
            int expected = message.type().descriptors();
            if (received.descriptors().size() != expected) {
                reject(
                        visitor,
                        Errno.EINVAL,
                        message.type() + ": " + received.descriptors().size() + " descriptors, expected " + expected);
            } else if (visitor == holder) {
                fromHolder(message);
            } else {
                kept = fromStranger(visitor, message, received);
            }
        } catch (MalformedMessageException e) {
            reject(visitor, Errno.EINVAL, e.getMessage());
        } finally {
            if (!kept) {
                received.close();
            }
        }
    }

    private void fromHolder(HandoverMessage message) {
        if (message instanceof Ready && door == Door.ATTACHING) {
            LOG.infof("Server %s: %s serves", server, holder);
            become(Door.ATTACHED, Duration.ZERO);
        } else if (message instanceof Detached && door.holdsLease()) {
            leave();
        } else {
            reject(holder, Errno.EINVAL, "type: " + message.type() + ", not expected while " + door);
        }
    }

    /** @return true if the descriptors are kept */
    private boolean fromStranger(Visitor visitor, HandoverMessage message, Received received) {
        if (!(message instanceof Hello) && !(message instanceof Resume)) {
            reject(visitor, Errno.EINVAL, "type: " + message.type() + ", expected HELLO or RESUME");
            return false;
        }
        if (message instanceof Hello hello && !hello.speaks(Handover.VERSION)) {
            reject(
                    visitor,
                    Errno.EINVAL,
                    "HELLO.minVersion, HELLO.maxVersion: " + hello.minVersion() + ".." + hello.maxVersion()
                            + ", expected a span with " + Handover.VERSION);
            return false;
        }
        if (door != Door.NOBODY) {
            reject(visitor, Errno.EBUSY, "server " + server + " is with " + holder);
            return false;
        }
        strangers.remove(visitor);
        holder = visitor;
        if (message instanceof Resume resume) {
            visitor.introduce(resume.name());
            returned = new Returned(
                    resume,
                    received.descriptors().get(0),
                    received.descriptors().get(1));
            become(Door.RETURNING, Duration.ZERO);
            return true;
        }
        visitor.introduce(((Hello) message).name());
        become(Door.KNOCKING, Duration.ZERO);
        return false;
    }

    private void reject(Visitor visitor, Errno errno, String why) {
        if (visitor == holder) {
            release();
        } else {
            strangers.remove(visitor);
        }
        visitor.turnAway(errno, why);
    }

    private void forget(Visitor visitor) {
        if (visitor == holder) {
            leave();
        } else {
            strangers.remove(visitor);
            visitor.close();
        }
    }

    private void leave() {
        release().close();
    }

    /** Nobody is at the door any more; what happens to the connection is the caller's business. */
    private Visitor release() {
        Visitor gone = holder;
        if (door.holdsLease()) {
            LOG.infof("Server %s: the lease of %s ended", server, gone);
        }
        holder = null;
        takeReturned().ifPresent(Returned::close);
        become(Door.NOBODY, Duration.ZERO);
        return gone;
    }

    private void become(Door now, Duration within) {
        door = now;
        deadlineNanos = System.nanoTime() + within.toNanos();
        changed.run();
    }
}
