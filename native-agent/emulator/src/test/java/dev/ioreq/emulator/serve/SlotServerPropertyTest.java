package dev.ioreq.emulator.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ioreq.emulator.EmulatorLog;
import dev.ioreq.emulator.device.MmioRegisters;
import dev.ioreq.emulator.dispatch.IoDispatcher;
import dev.ioreq.hypervisor.abi.IoreqPage;
import dev.ioreq.hypervisor.abi.IoreqState;
import dev.ioreq.protocol.handover.HandoverRange;
import dev.ioreq.protocol.handover.HandoverRange.Kind;
import dev.ioreq.protocol.handover.ProgressPage;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever stands in a slot: a request is answered, and what is none is left alone. */
class SlotServerPropertyTest {

    private static final int CONTROL = 30;
    private static final int VP_EPORT = 24;

    private final ByteBuffer memory =
            ByteBuffer.allocateDirect(4096 + 8).alignedSlice(8).slice(0, 4096).order(ByteOrder.LITTLE_ENDIAN);
    private final ProgressPage progress = new ProgressPage(ByteBuffer.allocateDirect(4096));
    private final IoreqPage page = new IoreqPage(memory);
    private final SlotServer server = new SlotServer(
            page,
            IoreqPage.MAX_VCPUS,
            progress,
            new IoDispatcher(
                    Map.of("all", new MmioRegisters(1), "ports", new MmioRegisters(2)),
                    List.of(
                            new HandoverRange("all", Kind.MEMORY, 0, -1),
                            new HandoverRange("ports", Kind.PORT, 0, 0xffff)),
                    new EmulatorLog(new PrintStream(OutputStream.nullOutputStream()), "test")));

    @Property
    void aRequestEndsInResponseReady(
            @ForAll @Size(32) byte[] slot, @ForAll @IntRange(max = 127) int vcpu, @ForAll boolean plausible) {
        if (plausible) {
            slot[16] = 1;
            slot[17] = slot[18] = slot[19] = slot[21] = slot[22] = slot[23] = 0;
            slot[20] = (byte) (1 << (slot[20] & 3));
            slot[31] = (byte) (slot[31] & 1);
        }
        put(vcpu, slot, IoreqState.READY.ordinal());
        int port = memory.getInt(vcpu * 32 + VP_EPORT);
        long before = progress.counterAcquire(vcpu);

        assertThat(server.serve(vcpu)).isTrue();

        assertThat(page.slot(vcpu).stateAcquire()).isEqualTo(IoreqState.RESPONSE_READY);
        assertThat(memory.getInt(vcpu * 32 + VP_EPORT)).as("Xen's field").isEqualTo(port);
        assertThat(progress.counterAcquire(vcpu)).isEqualTo(before + 2);
    }

    @Property
    void whatIsNoRequestStaysAsItIs(
            @ForAll @Size(32) byte[] slot,
            @ForAll @IntRange(max = 127) int vcpu,
            @ForAll @IntRange(max = 15) int state) {
        if (state == IoreqState.READY.ordinal()) {
            return;
        }
        put(vcpu, slot, state);
        byte[] before = bytes(vcpu);

        assertThat(server.serve(vcpu)).isFalse();

        assertThat(bytes(vcpu)).isEqualTo(before);
    }

    private void put(int vcpu, byte[] slot, int state) {
        memory.put(vcpu * 32, slot);
        memory.put(vcpu * 32 + CONTROL, (byte) (slot[CONTROL] & 0xF0 | state));
    }

    private byte[] bytes(int vcpu) {
        byte[] bytes = new byte[32];
        memory.get(vcpu * 32, bytes);
        return bytes;
    }
}
