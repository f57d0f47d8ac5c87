package dev.ioreq.hypervisor.abi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class IoreqSlotTest {

    private final ByteBuffer page =
            ByteBuffer.allocateDirect(4096 + 8).alignedSlice(8).slice(0, 4096).order(ByteOrder.LITTLE_ENDIAN);

    @Test
    void aRequestWrittenByXenIsReadFieldByField() {
        int base = 3 * 32;
        page.putLong(base, 0x0000_0028_0000_0010L)
                .putLong(base + 8, 0x1122334455667788L)
                .putInt(base + 16, 7)
                .putInt(base + 20, 4)
                .putInt(base + 24, 33);
        page.put(base + 30, (byte) (1 | 1 << 4 | 1 << 5 | 1 << 6)).put(base + 31, (byte) 2);
        IoreqSlot slot = new IoreqPage(page).slot(3);
        assertThat(slot.stateAcquire()).isEqualTo(IoreqState.READY);
        assertThat(slot.vpEport()).isEqualTo(33);
        assertThat(slot.request())
                .isEqualTo(new IoreqRequest(
                        IoreqType.PCI_CONFIG, 0x0000_0028_0000_0010L, 0x1122334455667788L, 7, 4, true, true, true));
    }

    @Test
    void answeringChangesDataAndStateOnly() {
        IoreqSlot slot = new IoreqPage(page).slot(0);
        slot.setVpEport(9);
        slot.postRelease(IoreqRequest.read(IoreqType.PIO, 0x3f8, 1));
        byte[] before = bytes();
        assertThat(slot.tryAdvance(IoreqState.READY, IoreqState.INPROCESS)).isTrue();
        slot.setData(0xee);
        slot.setStateRelease(IoreqState.RESPONSE_READY);
        byte[] after = bytes();
        before[8] = (byte) 0xee;
        before[30] = (byte) (before[30] & 0xf0 | 3);
        assertThat(after).isEqualTo(before);
    }

    @Test
    void onlyOneOfTwoAdvances() {
        IoreqSlot slot = new IoreqPage(page).slot(1);
        slot.postRelease(IoreqRequest.write(IoreqType.COPY, 0xfe000000L, 4, 5));
        assertThat(slot.tryAdvance(IoreqState.READY, IoreqState.INPROCESS)).isTrue();
        assertThat(slot.tryAdvance(IoreqState.READY, IoreqState.INPROCESS)).isFalse();
        assertThat(slot.stateAcquire()).isEqualTo(IoreqState.INPROCESS);
    }

    @Test
    void theLastSlotEndsWithThePage() {
        new IoreqPage(page).slot(127).postRelease(IoreqRequest.invalidate());
        assertThat(page.get(4095)).isEqualTo((byte) 8);
        assertThatThrownBy(() -> new IoreqPage(page).slot(128)).isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void anyBytesAreSomeRequestInSomeState(@ForAll byte[] noise, @ForAll @IntRange(max = 127) int vcpu) {
        for (int i = 0; i < Math.min(noise.length, 32); i++) {
            page.put(vcpu * 32 + i, noise[i]);
        }
        IoreqSlot slot = new IoreqPage(page).slot(vcpu);
        assertThat(slot.stateAcquire()).isNotNull();
        assertThat(slot.request().type()).isNotNull();
    }

    private byte[] bytes() {
        byte[] bytes = new byte[4096];
        page.get(0, bytes);
        return bytes;
    }
}
