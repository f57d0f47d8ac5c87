package dev.ioreq.emulator.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ioreq.hypervisor.abi.BufferedIoreqPage;
import dev.ioreq.hypervisor.abi.BufferedRequest;
import dev.ioreq.hypervisor.abi.IoreqPage;
import dev.ioreq.hypervisor.abi.IoreqRequest;
import dev.ioreq.hypervisor.abi.IoreqSlot;
import dev.ioreq.hypervisor.abi.IoreqState;
import dev.ioreq.hypervisor.abi.IoreqType;
import dev.ioreq.hypervisor.posix.Descriptor;
import dev.ioreq.hypervisor.posix.EndOfStreamException;
import dev.ioreq.hypervisor.posix.MemFd;
import dev.ioreq.hypervisor.posix.Received;
import dev.ioreq.hypervisor.posix.SeqPacketSocket;
import dev.ioreq.hypervisor.posix.SharedMapping;
import dev.ioreq.protocol.handover.HandoverRange;
import dev.ioreq.protocol.handover.Offer;
import dev.ioreq.protocol.handover.ProgressPage;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The hypervisor's end of one server: the frames, the event channel, the progress page, and vCPUs that ask one thing and wait. Masks ports as an
 * event channel does: after an event nothing comes on a port until it is unmasked, and then what came meanwhile.
 */
public final class TestGuest implements AutoCloseable {

    public static final UUID UUID_OF_GUEST = UUID.fromString("6d0a1b6e-54b3-4b8a-9d3c-0123456789ab");
    public static final int DOMID = 7;
    public static final int SERVER = 3;
    private static final int FIRST_PORT = 40;
    private static final int RING_PORT = 99;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final int vcpus;
    private final Offer.BufferedIo bufferedIo;
    private final Descriptor frames = MemFd.create("frames", 2L * IoreqPage.BYTES);
    private final Descriptor progress = MemFd.create("progress", ProgressPage.SIZE);
    private final SharedMapping ring = SharedMapping.map(frames, 0, IoreqPage.BYTES);
    private final SharedMapping slots = SharedMapping.map(frames, IoreqPage.BYTES, IoreqPage.BYTES);
    private final SharedMapping counters = SharedMapping.map(progress, 0, ProgressPage.SIZE);
    private final List<SeqPacketSocket> channel = SeqPacketSocket.pair();
    private final Set<Integer> masked = new HashSet<>();
    private final Set<Integer> pending = new HashSet<>();
    private final Map<Integer, Integer> notified = new HashMap<>();

    public TestGuest(int vcpus, Offer.BufferedIo bufferedIo) {
        this.vcpus = vcpus;
        this.bufferedIo = bufferedIo;
    }

    public Offer offer(HandoverRange... ranges) {
        return offer(Offer.Hypervisor.SIMULATED, ranges);
    }

    public Offer offer(Offer.Hypervisor hypervisor, HandoverRange... ranges) {
        return new Offer(
                hypervisor,
                bufferedIo,
                SERVER,
                DOMID,
                Offer.DomainType.PVH,
                bufferedIo == Offer.BufferedIo.OFF ? 0 : RING_PORT,
                UUID_OF_GUEST,
                "guest",
                IntStream.range(0, vcpus).map(TestGuest::port).boxed().toList(),
                List.of(ranges));
    }

    /** The descriptors that travel with the offer. */
    public int[] descriptors() {
        return new int[] {frames.value(), channel.get(1).descriptor().value(), progress.value()};
    }

    /** The emulator's end is only the emulator's from now on: when it goes, the hypervisor sees it. */
    public void forgetEmulatorsEnd() {
        channel.get(1).close();
    }

    /** A read of vCPU 0, answered. */
    public long reads(IoreqType type, long address, int size) {
        return asks(0, IoreqRequest.read(type, address, size));
    }

    /** A write of vCPU 0, answered. */
    public void writes(IoreqType type, long address, int size, long value) {
        asks(0, IoreqRequest.write(type, address, size, value));
    }

    /** The vCPU asks, and waits for its answer. */
    public long asks(int vcpu, IoreqRequest request) {
        posts(vcpu, request);
        raises(vcpu);
        return takesAnswer(vcpu);
    }

    /** Puts a request into the slot and tells nobody. */
    public void posts(int vcpu, IoreqRequest request) {
        onSlot(vcpu, slot -> {
            assertThat(slot.stateAcquire()).isEqualTo(IoreqState.NONE);
            slot.postRelease(request);
            return null;
        });
    }

    /** Sets the slot's state as somebody before this emulator left it. */
    public void leaves(int vcpu, IoreqState state) {
        onSlot(vcpu, slot -> {
            slot.setStateRelease(state);
            return null;
        });
    }

    /** Sends the event, if the port is not masked. */
    public void raises(int vcpu) {
        raise(port(vcpu));
    }

    /** An event on a port that nobody bound. */
    public void raisesStrayEvent() {
        raise(12345);
    }

    /** Waits for the notification of the vCPU's port, then for its answer, as a vCPU that is blocked in Xen does. */
    public long takesAnswer(int vcpu) {
        while (true) {
            awaitNotification(vcpu);
            Optional<Long> answer = onSlot(vcpu, slot -> {
                if (slot.stateAcquire() != IoreqState.RESPONSE_READY) {
                    return Optional.<Long>empty();
                }
                long data = slot.data();
                slot.setStateRelease(IoreqState.NONE);
                return Optional.of(data);
            });
            if (answer.isPresent()) {
                return answer.get();
            }
        }
    }

    /** Puts an entry into the ring; false if it is full. */
    public boolean buffers(BufferedRequest entry) {
        return ring.use(page -> new BufferedIoreqPage(page).offer(entry, bufferedIo == Offer.BufferedIo.ATOMIC));
    }

    public void raisesRing() {
        raise(RING_PORT);
    }

    public boolean ringIsEmpty() {
        return ring.use(page -> new BufferedIoreqPage(page).isEmpty());
    }

    public long progress(int vcpu) {
        return counters.use(page -> new ProgressPage(page).counterAcquire(vcpu));
    }

    public IoreqState state(int vcpu) {
        return onSlot(vcpu, IoreqSlot::stateAcquire);
    }

    /** Writes bytes into the slot behind everybody's back, all but the event channel's number; the state becomes READY. */
    public void scribbles(int vcpu, byte[] slot) {
        slots.use(page -> {
            for (int at = 0; at < slot.length; at++) {
                page.put(vcpu * IoreqSlot.BYTES + at, slot[at]);
            }
            page.put(vcpu * IoreqSlot.BYTES + 30, (byte) (slot[30] & 0xF0 | 1));
            return null;
        });
    }

    public void awaitNotification(int vcpu) {
        int port = port(vcpu);
        while (notified.getOrDefault(port, 0) == 0) {
            takeMessage();
        }
        notified.merge(port, -1, Integer::sum);
    }

    private void takeMessage() {
        try {
            Received received = channel.get(0)
                    .receive(PATIENCE)
                    .orElseThrow(() -> new AssertionError("no notification within " + PATIENCE));
            ByteBuffer message = received.payload().order(ByteOrder.LITTLE_ENDIAN);
            int port = message.getInt(0);
            if (message.remaining() == 4) {
                unmask(port);
            } else {
                assertThat(message.remaining()).isEqualTo(8);
                assertThat(message.getInt(4)).isEqualTo(1);
                notified.merge(port, 1, Integer::sum);
            }
        } catch (EndOfStreamException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void unmask(int port) {
        masked.remove(port);
        if (pending.remove(port)) {
            raise(port);
        }
    }

    private void raise(int port) {
        if (!masked.add(port)) {
            pending.add(port);
            return;
        }
        try {
            channel.get(0)
                    .send(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(0, port));
        } catch (EndOfStreamException e) {
            throw new UncheckedIOException(e);
        }
    }

    private <T> T onSlot(int vcpu, Function<IoreqSlot, T> body) {
        return slots.use(page -> body.apply(new IoreqPage(page).slot(vcpu)));
    }

    private static int port(int vcpu) {
        return FIRST_PORT + vcpu;
    }

    /** The hypervisor goes: the emulator's end sees the end. */
    public void dies() {
        channel.get(0).close();
    }

    @Override
    public void close() {
        channel.forEach(SeqPacketSocket::close);
        ring.close();
        slots.close();
        counters.close();
        frames.close();
        progress.close();
    }
}
