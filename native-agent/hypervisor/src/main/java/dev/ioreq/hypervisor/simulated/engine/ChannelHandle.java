package dev.ioreq.hypervisor.simulated.engine;

import dev.ioreq.hypervisor.Errno;
import dev.ioreq.hypervisor.posix.EndOfStreamException;
import dev.ioreq.hypervisor.posix.SeqPacketSocket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;

/**
 * A handle of event channels, as /dev/xen/evtchn gives: its ports, and the ring of those that are pending. The ring is what the holder has
 * not read from the socket plus a backlog here; when the backlog grows beyond the ring's size, everything is lost until a reset, and a port
 * number 0 tells the holder so.
 */
final class ChannelHandle {

    private static final int SMALLEST_RING = 64;
    /** What the kernel makes of it holds about 64 small messages. */
    private static final int SEND_BUFFER = 24 * 1024;

    private static final int OVERFLOW = 0;

    private final long id;
    private final int caller;
    private final int domid;
    private final SeqPacketSocket socket;
    private final String holderKey;
    private final Runnable backlogGrew;
    private final TreeMap<Integer, LocalPort> ports = new TreeMap<>();
    private final Deque<Integer> backlog = new ArrayDeque<>();
    private boolean overflowed;

    /**
     * @param caller the domain that holds it
     * @param domid the only domain it may bind to
     * @param socket the engine's end
     * @param holderKey names the other end, whichever descriptor it is
     * @param backlogGrew called when room in the socket must be waited for
     */
    ChannelHandle(long id, int caller, int domid, SeqPacketSocket socket, String holderKey, Runnable backlogGrew) {
        this.id = id;
        this.caller = caller;
        this.domid = domid;
        this.socket = socket;
        this.holderKey = holderKey;
        this.backlogGrew = backlogGrew;
        socket.setSendBuffer(SEND_BUFFER);
    }

    long id() {
        return id;
    }

    int caller() {
        return caller;
    }

    int domid() {
        return domid;
    }

    SeqPacketSocket socket() {
        return socket;
    }

    String holderKey() {
        return holderKey;
    }

    LocalPort add(int number, GuestPort remote) {
        LocalPort port = new LocalPort(number, this, remote);
        ports.put(number, port);
        return port;
    }

    LocalPort require(int number) {
        LocalPort port = ports.get(number);
        if (port == null) {
            throw new Refused(Errno.ENOTCONN);
        }
        return port;
    }

    void remove(int number) {
        require(number).unbind();
        ports.remove(number);
    }

    /** As a write of a port number does: numbers that are not ours are ignored. */
    void unmask(int number) {
        LocalPort port = ports.get(number);
        if (port != null) {
            port.unmask();
        }
    }

    void push(int number) {
        if (overflowed) {
            return;
        }
        if (backlog.isEmpty() && sent(number)) {
            return;
        }
        backlog.add(number);
        if (backlog.size() > Math.max(SMALLEST_RING, ports.size())) {
            overflowed = true;
            backlog.clear();
            backlog.add(OVERFLOW);
        }
        backlogGrew.run();
    }

    /** Sends what waits. @return true if nothing waits any more */
    boolean flush() {
        while (!backlog.isEmpty() && sent(backlog.peek())) {
            backlog.remove();
        }
        return backlog.isEmpty();
    }

    void reset() {
        overflowed = false;
        backlog.clear();
    }

    /** Unbinds all ports; gives back their numbers. */
    List<Integer> closeAll() {
        ports.values().forEach(LocalPort::unbind);
        List<Integer> numbers = List.copyOf(ports.keySet());
        ports.clear();
        backlog.clear();
        return numbers;
    }

    private boolean sent(int number) {
        ByteBuffer message = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        message.putInt(number).flip();
        try {
            return socket.trySend(message);
        } catch (EndOfStreamException e) {
            // The holder is gone; the dispatcher reads the end of the stream and unbinds.
            return true;
        }
    }
}
