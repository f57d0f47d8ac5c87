package dev.ioreq.hypervisor.posix;

import com.sun.jna.Memory;
import dev.ioreq.hypervisor.Errno;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A connected unix socket of packets (unix(7), SOCK_SEQPACKET): a message arrives whole or not at all, with the descriptors that were sent
 * along. Any number of threads may send and receive.
 */
public final class SeqPacketSocket implements AutoCloseable {

    /** The longest message, in bytes. */
    public static final int MAX_MESSAGE = 65536;

    private static final int SMALL = 256;
    private static final Duration SEND_PATIENCE = Duration.ofSeconds(5);

    private final Descriptor descriptor;
    private final Object sending = new Object();
    private final Object receiving = new Object();
    private PacketMessage small;
    private PacketMessage incoming;

    private SeqPacketSocket(Descriptor descriptor) {
        this.descriptor = descriptor;
    }

    /** @throws PosixException ENOENT no socket there, ECONNREFUSED nobody listens, EACCES */
    public static SeqPacketSocket connect(Path path) {
        Memory address = UnixAddress.of(path);
        Descriptor descriptor = open();
        try {
            descriptor.use(
                    fd -> Libc.check("connect(" + path + ")", () -> Libc.connect(fd, address, (int) address.size())));
            return new SeqPacketSocket(descriptor);
        } catch (PosixException e) {
            descriptor.close();
            throw e;
        }
    }

    /** Two ends of one connection. */
    public static List<SeqPacketSocket> pair() {
        Memory fds = new Memory(2 * Integer.BYTES);
        Libc.check("socketpair", () -> Libc.socketpair(Libc.AF_UNIX, Libc.SOCK_SEQPACKET | Libc.SOCK_CLOEXEC, 0, fds));
        return List.of(adopt(Descriptor.of(fds.getInt(0))), adopt(Descriptor.of(fds.getInt(Integer.BYTES))));
    }

    /** A socket on a descriptor that came from elsewhere. Takes ownership. */
    public static SeqPacketSocket adopt(Descriptor descriptor) {
        return new SeqPacketSocket(descriptor);
    }

    static Descriptor open() {
        long fd = Libc.check(
                "socket(AF_UNIX, SOCK_SEQPACKET)",
                () -> Libc.socket(Libc.AF_UNIX, Libc.SOCK_SEQPACKET | Libc.SOCK_CLOEXEC, 0));
        return Descriptor.of((int) fd);
    }

    /**
     * Sends one message. Waits at most 5 seconds for a peer that does not read.
     *
     * @param payload 1..65536 bytes, from position to limit; its position stays
     * @param fds at most 16; the peer gets copies, ours stay open
     * @throws EndOfStreamException the peer has closed
     * @throws PosixException ETIMEDOUT the peer does not read
     */
    public void send(ByteBuffer payload, int... fds) throws EndOfStreamException {
        Deadline deadline = Deadline.in(SEND_PATIENCE);
        while (!trySend(payload, fds)) {
            if (deadline.passed()) {
                throw new PosixException(Errno.ETIMEDOUT, "sendmsg(" + descriptor + "): the peer does not read");
            }
            descriptor.use(fd -> Poll.writable(fd, Duration.ofMillis(deadline.millisLeft())));
        }
    }

    /**
     * Sends one message if there is room for it at once.
     *
     * @return false if the peer has too much unread
     * @throws EndOfStreamException the peer has closed
     */
    public boolean trySend(ByteBuffer payload, int... fds) throws EndOfStreamException {
        requireSendable(payload, fds);
        Errno errno = descriptor.use(fd -> {
            synchronized (sending) {
                PacketMessage message = outgoing(payload.remaining());
                message.fill(payload, fds);
                long sent =
                        Libc.retry(() -> Libc.sendmsg(fd, message.pointer(), Libc.MSG_NOSIGNAL | Libc.MSG_DONTWAIT));
                return sent < 0 ? Libc.lastErrno() : null;
            }
        });
        if (errno == null) {
            return true;
        }
        switch (errno) {
            case EAGAIN:
            case ENOBUFS:
                return false;
            case EPIPE:
            case ECONNRESET:
            case ENOTCONN:
                throw new EndOfStreamException("sendmsg(" + descriptor + "): the peer has closed");
            default:
                throw new PosixException(errno, "sendmsg(" + descriptor + ")");
        }
    }

    /** {@link #receive(Duration, int)} of up to 16 descriptors. */
    public Optional<Received> receive(Duration timeout) throws EndOfStreamException {
        return receive(timeout, PacketMessage.MAX_DESCRIPTORS);
    }

    /**
     * Waits for one message.
     *
     * @param expected descriptors beyond this number are closed at once
     * @return empty after the timeout
     * @throws EndOfStreamException the peer has closed and all it sent was received
     * @throws PosixException EMSGSIZE a message of more than 65536 bytes or with more than 16 descriptors; it is lost, the connection not
     */
    public Optional<Received> receive(Duration timeout, int expected) throws EndOfStreamException {
        Deadline deadline = Deadline.in(timeout);
        while (true) {
            boolean readable = descriptor.use(fd -> Poll.readable(fd, Duration.ofMillis(deadline.millisLeft())));
            if (readable) {
                Optional<Received> received = receiveNow(expected);
                if (received.isPresent()) {
                    return received;
                }
            }
            if (deadline.passed()) {
                return Optional.empty();
            }
        }
    }

    /** Takes one message if one is there; otherwise as {@link #receive(Duration)}. */
    public Optional<Received> tryReceive() throws EndOfStreamException {
        return receiveNow(PacketMessage.MAX_DESCRIPTORS);
    }

    private Optional<Received> receiveNow(int expected) throws EndOfStreamException {
        synchronized (receiving) {
            if (incoming == null) {
                incoming = new PacketMessage(MAX_MESSAGE);
            }
            incoming.prepareToReceive();
            long[] result = {0};
            Errno errno = descriptor.use(fd -> {
                result[0] = Libc.retry(
                        () -> Libc.recvmsg(fd, incoming.pointer(), Libc.MSG_CMSG_CLOEXEC | Libc.MSG_DONTWAIT));
                return result[0] < 0 ? Libc.lastErrno() : null;
            });
            if (errno == Errno.EAGAIN) {
                return Optional.empty();
            }
            if (errno == Errno.ECONNRESET || errno == null && result[0] == 0) {
                throw new EndOfStreamException("recvmsg(" + descriptor + "): the peer has closed");
            }
            if (errno != null) {
                throw new PosixException(errno, "recvmsg(" + descriptor + ")");
            }
            return Optional.of(take((int) result[0], expected));
        }
    }

    private Received take(int length, int expected) {
        List<Descriptor> descriptors = incoming.takeDescriptors();
        if ((incoming.flags() & (Libc.MSG_TRUNC | Libc.MSG_CTRUNC)) != 0) {
            descriptors.forEach(Descriptor::close);
            throw new PosixException(
                    Errno.EMSGSIZE,
                    "recvmsg(" + descriptor + "): a message has at most " + MAX_MESSAGE + " bytes and "
                            + PacketMessage.MAX_DESCRIPTORS + " descriptors");
        }
        while (descriptors.size() > expected) {
            descriptors.remove(descriptors.size() - 1).close();
        }
        return new Received(incoming.copyPayload(length), List.copyOf(descriptors));
    }

    /** How much may be sent and not yet read, in bytes as the kernel counts them: about 768 for a small message, of twice this number. */
    public void setSendBuffer(int bytes) {
        Memory value = new Memory(Integer.BYTES);
        value.setInt(0, bytes);
        descriptor.use(fd -> Libc.check(
                "setsockopt(" + fd + ", SO_SNDBUF)",
                () -> Libc.setsockopt(fd, Libc.SOL_SOCKET, Libc.SO_SNDBUF, value, Integer.BYTES)));
    }

    /** Who is at the other end. */
    public PeerCredentials peerCredentials() {
        Memory value = new Memory(3 * Integer.BYTES);
        Memory length = new Memory(Integer.BYTES);
        length.setInt(0, (int) value.size());
        descriptor.use(fd -> Libc.check(
                "getsockopt(" + fd + ", SO_PEERCRED)",
                () -> Libc.getsockopt(fd, Libc.SOL_SOCKET, Libc.SO_PEERCRED, value, length)));
        return new PeerCredentials(value.getInt(0), value.getInt(4), value.getInt(8));
    }

    /**
     * Ends the connection for every holder of it, in every process; wakes threads that wait in {@link #receive}. {@link #close()} alone does
     * not, so that a copy that was handed over lives on.
     */
    public void shutdown() {
        long result = descriptor.use(fd -> Libc.retry(() -> Libc.shutdown(fd, Libc.SHUT_RDWR)));
        if (result < 0 && Libc.lastErrno() != Errno.ENOTCONN) {
            throw new PosixException(Libc.lastErrno(), "shutdown(" + descriptor + ")");
        }
    }

    /** For polling and for passing on; owned by this socket. */
    public Descriptor descriptor() {
        return descriptor;
    }

    /** Closes our descriptor; a thread that waits in {@link #receive} keeps it until its timeout. Idempotent. */
    @Override
    public void close() {
        descriptor.close();
    }

    private PacketMessage outgoing(int length) {
        if (length > SMALL) {
            return new PacketMessage(length);
        }
        if (small == null) {
            small = new PacketMessage(SMALL);
        }
        return small;
    }

    private static void requireSendable(ByteBuffer payload, int[] fds) {
        if (payload.remaining() < 1 || payload.remaining() > MAX_MESSAGE) {
            throw new IllegalArgumentException(
                    "a message has 1.." + MAX_MESSAGE + " bytes, this one has " + payload.remaining());
        }
        if (fds.length > PacketMessage.MAX_DESCRIPTORS) {
            throw new IllegalArgumentException(
                    "a message carries at most " + PacketMessage.MAX_DESCRIPTORS + " descriptors, not " + fds.length);
        }
    }
}
