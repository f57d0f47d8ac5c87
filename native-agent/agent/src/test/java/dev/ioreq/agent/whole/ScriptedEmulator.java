package dev.ioreq.agent.whole;

import dev.ioreq.agent.handover.TestEmulator;
import dev.ioreq.hypervisor.abi.IoreqPage;
import dev.ioreq.hypervisor.abi.IoreqSlot;
import dev.ioreq.hypervisor.abi.IoreqState;
import dev.ioreq.hypervisor.posix.Descriptor;
import dev.ioreq.hypervisor.posix.EndOfStreamException;
import dev.ioreq.hypervisor.posix.SeqPacketSocket;
import dev.ioreq.hypervisor.posix.SharedMapping;
import dev.ioreq.protocol.handover.HandoverMessage;
import dev.ioreq.protocol.handover.Hello;
import dev.ioreq.protocol.handover.MalformedMessageException;
import dev.ioreq.protocol.handover.Offer;
import dev.ioreq.protocol.handover.ProgressPage;
import dev.ioreq.protocol.handover.Ready;
import dev.ioreq.protocol.handover.Resume;
import dev.ioreq.protocol.handover.Resumed;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A small emulator in this JVM that works on the real socket, the real frames and the real event channels. Every read gives the same
 * value, and it can be stopped at any point of a request.
 */
final class ScriptedEmulator {

    /** What every read gives. */
    static final int VALUE = 0x41;

    /** How far a request is taken. */
    enum Stop {
        /** All the way. */
        NEVER,
        /** The event is not even read. */
        READY_UNSEEN,
        /** The event is read and never unmasked. */
        READ_NOT_UNMASKED,
        /** The request is taken and not answered. */
        INPROCESS,
        /** The answer is there, and nobody is told. */
        ANSWERED_NOT_NOTIFIED
    }

    private static final Duration TURN = Duration.ofMillis(20);

    private final Path path;
    private TestEmulator connection;
    private Offer offer;
    private Descriptor frames;
    private SeqPacketSocket events;
    private Descriptor progressDescriptor;
    private SharedMapping slots;
    private SharedMapping progress;
    private Thread server;
    private volatile Stop stop = Stop.NEVER;
    private volatile boolean ended;

    ScriptedEmulator(Path socket) {
        this.path = socket;
    }

    /** Connects, waits for the offer, maps, and says READY. */
    ScriptedEmulator attach() throws EndOfStreamException, MalformedMessageException {
        connection = TestEmulator.connect(path);
        connection.say(new Hello("scripted"));
        offer = connection.hear(Offer.class);
        frames = connection.descriptors().get(0);
        events = SeqPacketSocket.adopt(connection.descriptors().get(1));
        progressDescriptor = connection.descriptors().get(2);
        slots = SharedMapping.map(frames, IoreqPage.FRAME * (long) IoreqPage.BYTES, IoreqPage.BYTES);
        progress = SharedMapping.map(progressDescriptor, 0, ProgressPage.SIZE);
        connection.say(new Ready());
        return this;
    }

    /** Serves on a thread of its own, every request as far as told. */
    ScriptedEmulator serve(Stop until) {
        stop = until;
        server = new Thread(this::run, "scripted-emulator");
        server.setDaemon(true);
        server.start();
        return this;
    }

    void goOnUntil(Stop until) {
        stop = until;
    }

    Offer offer() {
        return offer;
    }

    <M extends HandoverMessage> M hear(Class<M> type) throws EndOfStreamException, MalformedMessageException {
        return connection.hear(type);
    }

    void say(HandoverMessage message) throws EndOfStreamException {
        connection.say(message);
    }

    /** As after an agent's death: connects anew and gives the descriptors back. */
    void resume() throws EndOfStreamException, MalformedMessageException {
        sayResume();
        connection.hear(Resumed.class);
    }

    void sayResume() throws EndOfStreamException {
        connection.close();
        connection = TestEmulator.connect(path);
        connection.say(
                new Resume(offer.serverId(), offer.domid(), "scripted"),
                events.descriptor().value(),
                progressDescriptor.value());
    }

    void closeConnection() {
        connection.close();
    }

    /** SIGKILL: everything is closed at once, in whatever state the requests are. */
    void dies() {
        ended = true;
        try {
            if (server != null) {
                server.join(5_000);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        slots.close();
        progress.close();
        events.close();
        frames.close();
        progressDescriptor.close();
        connection.close();
    }

    /** Every byte of every slot, its ports and states too. */
    void fillsTheSlotsWithNonsense() {
        slots.use(page -> {
            for (int at = 0; at < IoreqPage.BYTES; at++) {
                page.put(at, (byte) 0xa5);
            }
            return null;
        });
    }

    /** Messages that the hypervisor does not expect, and more unmasks than the ring has room for. */
    void floodsTheEventChannel() {
        for (int i = 0; i < 1000; i++) {
            send(offer.localPorts().get(0));
            send(ByteBuffer.allocate(3));
            notify(99_999);
        }
    }

    /** Whether some slot is in that state. */
    boolean sees(IoreqState state) {
        return slots.use(page -> {
            for (int vcpu = 0; vcpu < offer.vcpus(); vcpu++) {
                if (new IoreqPage(page).slot(vcpu).stateAcquire() == state) {
                    return true;
                }
            }
            return false;
        });
    }

    private void run() {
        try {
            look();
            for (int port : offer.localPorts()) {
                notify(port);
            }
            while (!ended) {
                if (stop == Stop.READY_UNSEEN) {
                    Thread.onSpinWait();
                    continue;
                }
                events.receive(TURN).ifPresent(received -> {
                    if (stop != Stop.READ_NOT_UNMASKED) {
                        send(received.payload().order(ByteOrder.LITTLE_ENDIAN).getInt());
                        look();
                    }
                });
            }
        } catch (EndOfStreamException e) {
            // The domain is gone; so is the work.
        }
    }

    private void look() {
        for (int vcpu = 0; vcpu < offer.vcpus() && stop != Stop.READY_UNSEEN; vcpu++) {
            int number = vcpu;
            boolean answered = slots.use(page -> answer(new IoreqPage(page).slot(number), number));
            if (answered && stop != Stop.ANSWERED_NOT_NOTIFIED) {
                notify(offer.localPorts().get(vcpu));
            }
        }
    }

    private boolean answer(IoreqSlot slot, int vcpu) {
        if (slot.stateAcquire() == IoreqState.READY) {
            slot.setStateRelease(IoreqState.INPROCESS);
        }
        if (slot.stateAcquire() != IoreqState.INPROCESS || stop == Stop.INPROCESS) {
            return false;
        }
        if (slot.isRead()) {
            slot.setData(VALUE);
        }
        slot.setStateRelease(IoreqState.RESPONSE_READY);
        progress.use(page -> {
            new ProgressPage(page).advanceRelease(vcpu);
            return null;
        });
        return true;
    }

    private void notify(int port) {
        ByteBuffer message = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        send(message.putInt(port).putInt(1).flip());
    }

    private void send(int port) {
        ByteBuffer message = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
        send(message.putInt(port).flip());
    }

    private void send(ByteBuffer message) {
        try {
            events.send(message);
        } catch (EndOfStreamException e) {
            ended = true;
        }
    }
}
