package dev.ioreq.emulator.device;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MmioRegistersTest {

    private final MmioRegisters registers = new MmioRegisters(MmioRegisters.DEFAULT_ID);

    @Test
    void theIdReadsInEverySize() {
        assertThat(registers.read(0, 8)).isEqualTo(0x0000_0001_5152_4F49L);
        assertThat(registers.read(0, 4)).isEqualTo(0x5152_4F49L);
        assertThat(registers.read(2, 2)).isEqualTo(0x5152L);
        assertThat(registers.read(4, 1)).isEqualTo(1);
    }

    @Test
    void scratchKeepsWhatIsWrittenInEverySizeAndTheCounterCounts() {
        registers.write(0x10, 8, 0x1122334455667788L);
        registers.write(0x12, 2, 0xabcd);
        registers.write(0x7f, 1, 0xee);
        registers.write(0x18, 4, 0xffffffffL);

        assertThat(registers.read(0x10, 8)).isEqualTo(0x11223344abcd7788L);
        assertThat(registers.read(0x7f, 1)).isEqualTo(0xee);
        assertThat(registers.read(0x18, 8)).isEqualTo(0xffffffffL);
        assertThat(registers.read(0x08, 8)).isEqualTo(4);
    }

    @Test
    void readOnlyRegistersStayAndNothingLiesBehindTheEnd() {
        registers.write(0x00, 8, 0);
        registers.write(0x08, 8, 99);
        registers.write(0x80, 8, 1);
        registers.write(0x7e, 4, 0x44332211);

        assertThat(registers.read(0x00, 8)).isEqualTo(MmioRegisters.DEFAULT_ID);
        assertThat(registers.read(0x08, 8)).isEqualTo(1);
        assertThat(registers.read(0x80, 8)).isEqualTo(-1L);
        assertThat(registers.read(0x7e, 4)).isEqualTo(0xffff2211L);
        assertThat(registers.read(Long.MAX_VALUE - 8, 8)).isEqualTo(-1L);
    }
}
