package dev.ioreq.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ioreq.emulator.device.DeviceModel;
import dev.ioreq.emulator.device.MmioRegisters;
import dev.ioreq.emulator.device.uart.Uart16550;
import dev.ioreq.emulator.serve.Exit;
import dev.ioreq.emulator.testkit.RunningEmulator;
import dev.ioreq.emulator.testkit.TestAgent;
import dev.ioreq.emulator.testkit.TestGuest;
import dev.ioreq.hypervisor.abi.BufferedRequest;
import dev.ioreq.hypervisor.abi.IoreqRequest;
import dev.ioreq.hypervisor.abi.IoreqState;
import dev.ioreq.hypervisor.abi.IoreqType;
import dev.ioreq.protocol.handover.Detach;
import dev.ioreq.protocol.handover.Detached;
import dev.ioreq.protocol.handover.HandoverError;
import dev.ioreq.protocol.handover.HandoverRange;
import dev.ioreq.protocol.handover.HandoverRange.Kind;
import dev.ioreq.protocol.handover.Hello;
import dev.ioreq.protocol.handover.Offer;
import dev.ioreq.protocol.handover.Offer.BufferedIo;
import dev.ioreq.protocol.handover.Ranges;
import dev.ioreq.protocol.handover.Resume;
import dev.ioreq.protocol.handover.Resumed;
import java.io.ByteArrayOutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmulatorTest {

    private static final HandoverRange COM1 = new HandoverRange("com1", Kind.PORT, 0x3f8, 0x3ff);
    private static final HandoverRange REGS = new HandoverRange("regs", Kind.MEMORY, 0xfed00000L, 0xfed00fffL);
    private static final HandoverRange VGA = new HandoverRange("regs", Kind.MEMORY, 0xa0000L, 0xa0fffL);

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream console = new ByteArrayOutputStream();
    private final TestGuest guest = new TestGuest(4, BufferedIo.ATOMIC);
    private Path socket;
    private TestAgent agent;
    private RunningEmulator emulator;

    @BeforeEach
    void start() {
        socket = directory.resolve("h.sock");
        agent = new TestAgent(socket);
        emulator = start(Map.of("com1", new Uart16550(console::write), "regs", new MmioRegisters(0x1d)));
    }

    private RunningEmulator start(Map<String, DeviceModel> devices) {
        return new RunningEmulator(socket, devices);
    }

    @AfterEach
    void stop() throws Exception {
        emulator.close();
        agent.close();
        guest.close();
    }

    @Test
    void aGuestsConsoleComesOutAndItsRegistersAnswer() {
        Hello hello = agent.attaches(guest, guest.offer(COM1, REGS));

        guest.writes(IoreqType.PIO, 0x3f8, 1, 'h');
        assertThat(console).as("out before the guest goes on").hasToString("h");
        guest.writes(IoreqType.PIO, 0x3f8, 1, 'i');
        guest.writes(IoreqType.COPY, 0xfed00010L, 8, 0x1122334455667788L);

        assertThat(console).hasToString("hi");
        assertThat(guest.reads(IoreqType.COPY, 0xfed00014L, 4)).isEqualTo(0x11223344L);
        assertThat(guest.reads(IoreqType.PIO, 0x3fd, 1)).isEqualTo(0x60);
        assertThat(hello.name()).isEqualTo("test");
    }

    @Test
    void everyVcpuIsAnsweredInItsOwnSlot() {
        agent.attaches(guest, guest.offer(COM1, REGS));
        for (int vcpu = 0; vcpu < 4; vcpu++) {
            guest.posts(vcpu, IoreqRequest.write(IoreqType.COPY, 0xfed00010L + 8 * vcpu, 8, 100 + vcpu));
            guest.raises(vcpu);
        }
        for (int vcpu = 3; vcpu >= 0; vcpu--) {
            guest.takesAnswer(vcpu);
        }
        for (int vcpu = 0; vcpu < 4; vcpu++) {
            assertThat(guest.asks(vcpu, IoreqRequest.read(IoreqType.COPY, 0xfed00010L + 8 * vcpu, 8)))
                    .isEqualTo(100 + vcpu);
        }
    }

    @Test
    void whatWaitedBeforeTheEmulatorCameIsAnsweredAndEveryPortIsNotified() {
        guest.posts(0, IoreqRequest.write(IoreqType.PIO, 0x3f8, 1, 'a'));
        guest.posts(1, IoreqRequest.write(IoreqType.PIO, 0x3f8, 1, 'b'));
        guest.leaves(1, IoreqState.INPROCESS);
        guest.posts(2, IoreqRequest.write(IoreqType.PIO, 0x3f8, 1, 'c'));
        guest.leaves(2, IoreqState.RESPONSE_READY);

        agent.attaches(guest, guest.offer(COM1, REGS));

        guest.takesAnswer(0);
        guest.takesAnswer(1);
        guest.takesAnswer(2);
        guest.awaitNotification(3);
        assertThat(console)
                .as("an answer that stood there already is not done again")
                .hasToString("ab");
    }

    @Test
    void progressIsCountedForEachRequestTakenAndAnswered() {
        agent.attaches(guest, guest.offer(COM1, REGS));
        guest.reads(IoreqType.PIO, 0x3fd, 1);
        guest.reads(IoreqType.PIO, 0x3fd, 1);

        assertThat(guest.progress(0)).isEqualTo(4);
        assertThat(guest.progress(1)).isZero();
    }

    @Test
    void theBufferedRingIsEmptiedInOrder() {
        agent.attaches(guest, guest.offer(COM1, VGA));
        for (int n = 0; n < 2000; n++) {
            while (!guest.buffers(new BufferedRequest(IoreqType.COPY, false, 0xa0010, 8, n))) {
                guest.raisesRing();
                guest.reads(IoreqType.PIO, 0x3ff, 1);
            }
        }
        guest.raisesRing();
        await().until(guest::ringIsEmpty);

        assertThat(guest.reads(IoreqType.COPY, 0xa0010, 8)).isEqualTo(1999);
        assertThat(guest.reads(IoreqType.COPY, 0xa0008, 8)).isEqualTo(2000);
    }

    @Test
    void withoutARingFrameZeroIsNotTouched() {
        try (TestGuest unbuffered = new TestGuest(1, BufferedIo.OFF)) {
            agent.attaches(unbuffered, unbuffered.offer(COM1, REGS));

            assertThat(unbuffered.reads(IoreqType.PIO, 0x3fd, 1)).isEqualTo(0x60);
        }
    }

    @Test
    void spuriousAndStrayEventsChangeNothing() {
        agent.attaches(guest, guest.offer(COM1, REGS));
        guest.raises(2);
        guest.raisesStrayEvent();

        assertThat(guest.reads(IoreqType.PIO, 0x3fd, 1)).isEqualTo(0x60);
        await().untilAsserted(() -> assertThat(emulator.said()).contains("event on port 12345"));
        assertThat(guest.progress(2)).isZero();
    }

    @Test
    void anInvalidateIsAnswered() {
        agent.attaches(guest, guest.offer(COM1, REGS));

        guest.asks(1, IoreqRequest.invalidate());

        assertThat(guest.state(1)).isEqualTo(IoreqState.NONE);
    }

    @Test
    void newRangesHoldFromWhenTheyCome() {
        agent.attaches(guest, guest.offer(COM1, REGS));
        agent.sends(new Ranges(List.of(
                new HandoverRange("com1", Kind.PORT, 0x2f8, 0x2ff), REGS, new HandoverRange("new", Kind.PORT, 1, 1))));

        await().untilAsserted(
                        () -> assertThat(guest.reads(IoreqType.PIO, 0x2fd, 1)).isEqualTo(0x60));
        assertThat(guest.reads(IoreqType.PIO, 0x3fd, 1)).isEqualTo(0xff);
        assertThat(emulator.said()).contains("no device stands behind [new port 0x1-0x1]");
    }

    @Test
    void slotsFullOfNonsenseNeverStopTheLoop() {
        agent.attaches(guest, guest.offer(COM1, REGS));
        Random random = new Random(20180403);
        for (int n = 0; n < 3000; n++) {
            int vcpu = random.nextInt(4);
            byte[] slot = new byte[32];
            random.nextBytes(slot);
            if (random.nextBoolean()) {
                slot[31] = (byte) random.nextInt(9);
                ByteBuffer.wrap(slot)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(20, random.nextInt(10))
                        .putInt(16, 1);
            }
            guest.scribbles(vcpu, slot);
            guest.raises(vcpu);
            guest.takesAnswer(vcpu);
        }

        assertThat(guest.reads(IoreqType.PIO, 0x3fd, 1) & 0x60).isEqualTo(0x60);
    }

    @Test
    void detachEndsTheLeaseInOrder() throws Exception {
        agent.attaches(guest, guest.offer(COM1, REGS));
        agent.sends(new Detach(Detach.RELEASED));

        agent.expects(Detached.class);
        agent.expectsEnd();
        assertThat(emulator.exit()).isEqualTo(Exit.done("detached: the server was released"));
    }

    @Test
    void sigtermEndsTheLeaseInOrder() throws Exception {
        agent.attaches(guest, guest.offer(COM1, REGS));
        emulator.isTerminated();

        agent.expects(Detached.class);
        agent.expectsEnd();
        assertThat(emulator.exit().code()).isZero();
    }

    @Test
    void whenTheAgentDiesTheGuestIsServedOnAndTheNextAgentGetsTheDescriptors() {
        agent.attaches(guest, guest.offer(COM1, REGS));
        agent.dies();
        guest.writes(IoreqType.PIO, 0x3f8, 1, 'x');
        guest.writes(IoreqType.COPY, 0xfed00010L, 4, 42);

        agent = new TestAgent(socket);
        agent.accepts();
        assertThat(agent.expects(Resume.class)).isEqualTo(new Resume(TestGuest.SERVER, TestGuest.DOMID, "test"));
        guest.writes(IoreqType.PIO, 0x3f8, 1, 'y');
        // An answer whose notification was lost meanwhile: RESUMED brings it.
        guest.posts(3, IoreqRequest.read(IoreqType.COPY, 0xfed00010L, 4));
        agent.sends(new Resumed());

        assertThat(guest.takesAnswer(3)).as("the devices have kept their state").isEqualTo(42);
        assertThat(console).hasToString("xy");
        assertThat(agent.descriptors()).hasSize(2);
    }

    @Test
    void anAgentThatDiesAgainWhileResumingIsWaitedForAgain() {
        agent.attaches(guest, guest.offer(COM1, REGS));
        agent.dies();
        agent = new TestAgent(socket);
        agent.accepts();
        agent.expects(Resume.class);
        agent.dies();
        agent = new TestAgent(socket);
        agent.accepts();
        agent.expects(Resume.class);
        agent.sends(new Resumed());

        assertThat(guest.reads(IoreqType.PIO, 0x3fd, 1)).isEqualTo(0x60);
        assertThat(emulator.isRunning()).isTrue();
    }

    @Test
    void aStrangerInTheAgentsPlaceDoesNotEndTheEmulator() throws Exception {
        agent.attaches(guest, guest.offer(COM1, REGS));
        agent.dies();
        try (ServerSocketChannel stranger = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            stranger.bind(UnixDomainSocketAddress.of(socket));
            await().until(() -> emulator.said().contains("looking for the agent: connect("));
            assertThat(guest.reads(IoreqType.PIO, 0x3fd, 1)).isEqualTo(0x60);
        }
        agent = new TestAgent(socket);
        agent.accepts();
        agent.expects(Resume.class);
    }

    @Test
    void anAgentThatRefusesToResumeEndsTheEmulator() throws Exception {
        agent.attaches(guest, guest.offer(COM1, REGS));
        agent.dies();
        agent = new TestAgent(socket);
        agent.accepts();
        agent.expects(Resume.class);
        agent.sends(new HandoverError(2, "no server under this key"));

        assertThat(emulator.exit()).isEqualTo(Exit.failed("the agent refused: ENOENT: no server under this key"));
    }

    @Test
    void theEmulatorMayComeBeforeTheAgent() throws Exception {
        agent.accepts();
        agent.dies();
        await().until(() -> emulator.said().contains("no agent listens there yet"));

        agent = new TestAgent(socket);
        agent.attaches(guest, guest.offer(COM1, REGS));
        assertThat(guest.reads(IoreqType.PIO, 0x3fd, 1)).isEqualTo(0x60);
    }

    @Test
    void aSecondEmulatorIsToldThatItIsOne() throws Exception {
        agent.accepts();
        agent.expects(Hello.class);
        agent.sends(new HandoverError(16, "another emulator holds the lease"));

        assertThat(emulator.exit())
                .isEqualTo(Exit.failed("the agent refused: EBUSY: another emulator holds the lease"));
    }

    @Test
    void anOfferFromXenWhoseFramesAreNoDeviceOfXenEndsItWithAWordWhy() throws Exception {
        agent.accepts();
        agent.expects(Hello.class);
        agent.sends(guest.offer(Offer.Hypervisor.XEN, COM1, REGS), guest.descriptors());

        assertThat(emulator.exit().code()).isEqualTo(1);
        assertThat(emulator.exit().message())
                .startsWith("domain 7 cannot be served: ")
                .contains("MMAP_RESOURCE ioreq server 3 of domain 7, frame 1")
                .contains("ENOTTY");
        agent.expectsEnd();
    }

    @Test
    void devicesAndRangesThatDoNotFitAreNamed() throws Exception {
        agent.accepts();
        agent.expects(Hello.class);
        agent.sends(guest.offer(COM1, new HandoverRange("debug", Kind.PORT, 0xe9, 0xe9)), guest.descriptors());

        assertThat(emulator.exit())
                .isEqualTo(
                        Exit.misconfigured("--device names ranges that the server does not have: [regs]; it has [com1,"
                                + " debug]; the server has ranges without a --device: [debug port 0xe9-0xe9]"));
        agent.expectsEnd();
    }

    @Test
    void aMalformedMessageIsNamedByItsField() throws Exception {
        agent.accepts();
        agent.expects(Hello.class);
        agent.sendsBytes(ByteBuffer.allocate(20));

        assertThat(emulator.exit().message()).contains("header.magic: 0x0, expected 0x51524f49");
    }

    @Test
    void anOfferWithoutItsDescriptorsIsNamedToo() throws Exception {
        agent.accepts();
        agent.expects(Hello.class);
        agent.sends(guest.offer(COM1, REGS), guest.descriptors()[0]);

        assertThat(emulator.exit().message()).contains("OFFER.descriptors: 1, expected 3");
    }

    @Test
    void whenTheHypervisorGoesTheEmulatorSaysSo() throws Exception {
        agent.attaches(guest, guest.offer(COM1, REGS));
        guest.dies();

        assertThat(emulator.exit())
                .isEqualTo(Exit.failed("the event channel has ended: the hypervisor is gone, or the domain is"));
    }
}
