package dev.ioreq.emulator.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ioreq.emulator.EmulatorLog;
import dev.ioreq.emulator.device.DeviceModel;
import dev.ioreq.hypervisor.abi.BufferedRequest;
import dev.ioreq.hypervisor.abi.IoreqRequest;
import dev.ioreq.hypervisor.abi.IoreqType;
import dev.ioreq.protocol.handover.HandoverRange;
import dev.ioreq.protocol.handover.HandoverRange.Kind;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IoDispatcherTest {

    private static final List<HandoverRange> RANGES = List.of(
            new HandoverRange("com1", Kind.PORT, 0x3f8, 0x3ff),
            new HandoverRange("regs", Kind.MEMORY, 0xfed00000L, 0xfed00fffL),
            new HandoverRange("top", Kind.MEMORY, -16, -1),
            new HandoverRange("nic", Kind.PCI, 0x28, 0x28));

    /** Writes down what it is asked and answers with more bits than an access has. */
    private static final class Recorder implements DeviceModel {
        final List<String> accesses = new ArrayList<>();

        @Override
        public long read(long offset, int size) {
            accesses.add("r%x/%d".formatted(offset, size));
            return 0x8877_6655_4433_2200L | offset & 0xFF;
        }

        @Override
        public void write(long offset, int size, long value) {
            accesses.add("w%x/%d=%x".formatted(offset, size, value));
        }
    }

    private final Recorder com1 = new Recorder();
    private final Recorder regs = new Recorder();
    private final Recorder nic = new Recorder();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final EmulatorLog log = new EmulatorLog(new PrintStream(said, true), "test");
    private final IoDispatcher dispatcher =
            new IoDispatcher(Map.of("com1", com1, "regs", regs, "top", regs, "nic", nic), RANGES, log);

    @Test
    void anAccessReachesTheDeviceOfItsRangeWithItsOffset() {
        assertThat(dispatcher.answer(IoreqRequest.read(IoreqType.PIO, 0x3fd, 1)))
                .isEqualTo(0x05);
        dispatcher.answer(IoreqRequest.write(IoreqType.PIO, 0x3f8, 1, 0xffff_ff41L));
        assertThat(dispatcher.answer(IoreqRequest.read(IoreqType.COPY, 0xfed00ff8L, 8)))
                .isEqualTo(0x88776655443322f8L);
        assertThat(dispatcher.answer(IoreqRequest.read(IoreqType.COPY, -8, 4))).isEqualTo(0x44332208L);
        assertThat(dispatcher.answer(IoreqRequest.read(IoreqType.PCI_CONFIG, 0x28L << 32 | 0x10, 4)))
                .isEqualTo(0x44332210L);

        assertThat(com1.accesses).containsExactly("r5/1", "w0/1=41");
        assertThat(regs.accesses).containsExactly("rff8/8", "r8/4");
        assertThat(nic.accesses).containsExactly("r10/4");
    }

    @Test
    void anAccessThatIsNotWhollyInOneRangeReadsAllOnesAndIsDropped() {
        assertThat(dispatcher.answer(IoreqRequest.read(IoreqType.PIO, 0x3ff, 2)))
                .isEqualTo(0xffff);
        assertThat(dispatcher.answer(IoreqRequest.read(IoreqType.PIO, 0x3f7, 2)))
                .isEqualTo(0xffff);
        assertThat(dispatcher.answer(IoreqRequest.read(IoreqType.COPY, 0x3f8, 1)))
                .isEqualTo(0xff);
        assertThat(dispatcher.answer(IoreqRequest.read(IoreqType.COPY, -4, 8))).isEqualTo(-1L);
        assertThat(dispatcher.answer(IoreqRequest.read(IoreqType.PCI_CONFIG, 0x30L << 32, 4)))
                .isEqualTo(0xffffffffL);
        assertThat(dispatcher.answer(IoreqRequest.read(IoreqType.PCI_CONFIG, 0x28L << 32 | 0xffe, 4)))
                .isEqualTo(0xffffffffL);
        dispatcher.answer(IoreqRequest.write(IoreqType.PIO, 0x3ff, 2, 0));

        assertThat(com1.accesses).isEmpty();
        assertThat(nic.accesses).isEmpty();
    }

    @Test
    void anInvalidateIsAnsweredWhateverItsAddressSays() {
        IoreqRequest invalidate = new IoreqRequest(IoreqType.INVALIDATE, 0x3f8, -1, 1, 4, false, false, false);

        assertThat(dispatcher.answer(invalidate)).isEqualTo(-1L);
        assertThat(com1.accesses).isEmpty();
    }

    @Test
    void aRepeatedAccessStaysAtItsPortAndWalksThroughMemory() {
        dispatcher.answer(new IoreqRequest(IoreqType.PIO, 0x3f8, 0x41, 3, 1, false, false, false));
        assertThat(com1.accesses).containsExactly("w0/1=41", "w0/1=41", "w0/1=41");

        long last = dispatcher.answer(new IoreqRequest(IoreqType.COPY, 0xfed00010L, 0, 2, 4, true, false, false));
        assertThat(last).isEqualTo(0x44332214L);
        dispatcher.answer(new IoreqRequest(IoreqType.COPY, 0xfed00004L, 7, 3, 4, false, false, true));
        assertThat(regs.accesses)
                .as("the third would leave the range")
                .containsExactly("r10/4", "r14/4", "w4/4=7", "w0/4=7");
    }

    @Test
    void aStringAccessIsRefusedAndSaidOnce() {
        IoreqRequest outsb = new IoreqRequest(IoreqType.PIO, 0x3f8, 0x1000, 12, 1, false, true, false);
        dispatcher.answer(outsb);
        dispatcher.answer(outsb);

        assertThat(com1.accesses).isEmpty();
        assertThat(said.toString().lines())
                .containsExactly(
                        "test: port 0x3f8: string access with its data in guest memory, which this handover does not"
                                + " map: dropped");
        assertThat(log.count("port 0x3f8")).isEqualTo(2);
    }

    @Test
    void nonsenseGetsAnAnswerAndReachesNoDevice() {
        for (int size : new int[] {0, 3, 5, 16, 255, -1}) {
            assertThat(dispatcher.answer(new IoreqRequest(IoreqType.PIO, 0x3f8, 0, 1, size, true, false, false)) & 0xff)
                    .isEqualTo(0xff);
        }
        for (int count : new int[] {0, 4097, Integer.MAX_VALUE, -1}) {
            dispatcher.answer(new IoreqRequest(IoreqType.PIO, 0x3f8, 0, count, 1, true, false, false));
        }
        dispatcher.answer(new IoreqRequest(IoreqType.UNKNOWN, 0x3f8, 0, 1, 1, true, false, false));

        assertThat(com1.accesses).isEmpty();
    }

    @Test
    void aDeviceThatFailsIsANobodyAndTheLogNamesIt() {
        DeviceModel broken = new DeviceModel() {
            @Override
            public long read(long offset, int size) {
                throw new IllegalStateException("out of order");
            }

            @Override
            public void write(long offset, int size, long value) {
                throw new IllegalStateException("out of order");
            }
        };
        IoDispatcher withBroken = new IoDispatcher(Map.of("com1", broken), RANGES, log);

        assertThat(withBroken.answer(IoreqRequest.read(IoreqType.PIO, 0x3f8, 2)))
                .isEqualTo(0xffff);
        withBroken.answer(IoreqRequest.write(IoreqType.PIO, 0x3f8, 2, 0));
        assertThat(said.toString()).contains("port 0x3f8").contains("out of order");
    }

    @Test
    void newRangesHoldFromTheNextAccess() {
        dispatcher.setRanges(List.of(new HandoverRange("com1", Kind.PORT, 0x2f8, 0x2ff)));

        assertThat(dispatcher.answer(IoreqRequest.read(IoreqType.PIO, 0x3f8, 1)))
                .isEqualTo(0xff);
        assertThat(dispatcher.answer(IoreqRequest.read(IoreqType.PIO, 0x2f9, 1)))
                .isEqualTo(0x01);
    }

    @Test
    void anEntryOfTheRingIsAWriteLikeAnyOther() {
        dispatcher.setRanges(List.of(new HandoverRange("regs", Kind.MEMORY, 0xa0000, 0xbffff)));
        dispatcher.perform(new BufferedRequest(IoreqType.COPY, false, 0xa0010, 8, 0x1122334455667788L));
        dispatcher.perform(new BufferedRequest(IoreqType.TIMEOFFSET, false, 0xa0010, 8, 1));

        assertThat(regs.accesses).containsExactly("w10/8=1122334455667788");
    }
}
