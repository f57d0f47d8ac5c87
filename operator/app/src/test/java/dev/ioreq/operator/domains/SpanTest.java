package dev.ioreq.operator.domains;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ioreq.crds.ioreqserver.MemoryInterval;
import dev.ioreq.crds.ioreqserver.PortInterval;
import dev.ioreq.crds.ioreqserver.RangeSpec;
import org.junit.jupiter.api.Test;

class SpanTest {

    @Test
    void rangesReadAsTheyAreWritten() {
        assertThat(ports("0x3f8", "0x3ff")).hasToString("port 0x3f8-0x3ff");
        assertThat(memory("0xfed40000", "0xffffffffffffffff")).hasToString("memory 0xfed40000-0xffffffffffffffff");
        assertThat(pci("0001:fe:1f.7")).hasToString("pci 0001:fe:1f.7");
    }

    @Test
    void rangesThatShareOneAddressOverlap() {
        assertThat(ports("0x3f8", "0x3ff").overlaps(ports("0x3ff", "0x400"))).isTrue();
        assertThat(ports("0x3ff", "0x400").overlaps(ports("0x3f8", "0x3ff"))).isTrue();
        assertThat(ports("0x0", "0xffff").overlaps(ports("0x80", "0x80"))).isTrue();
        assertThat(pci("0000:00:05.0").overlaps(pci("0000:00:05.0"))).isTrue();
    }

    @Test
    void neighboursDoNotOverlap() {
        assertThat(ports("0x3f8", "0x3ff").overlaps(ports("0x400", "0x407"))).isFalse();
        assertThat(pci("0000:00:05.0").overlaps(pci("0000:00:05.1"))).isFalse();
    }

    @Test
    void addressesAreUnsigned() {
        Span top = memory("0xffffffff00000000", "0xffffffffffffffff");
        assertThat(top.overlaps(memory("0x0", "0x1000"))).isFalse();
        assertThat(top.overlaps(memory("0x0", "0xffffffffffffffff"))).isTrue();
    }

    @Test
    void portsAndMemoryNeverOverlap() {
        assertThat(ports("0x3f8", "0x3ff").overlaps(memory("0x3f8", "0x3ff"))).isFalse();
    }

    @Test
    void whatMakesNoSenseNamesFieldValueAndFix() {
        assertThatThrownBy(() -> ports("0x400", "0x3f8"))
                .hasMessage("spec.ranges[r].port: first 0x400 is above last 0x3f8; expected first <= last");
        assertThatThrownBy(() -> ports("0x3f8", "0x10000")).hasMessageContaining("at most 0xffff");
        assertThatThrownBy(() -> ports("0x3g8", "0x3ff")).hasMessageContaining("spec.ranges[r].port.first: '0x3g8'");
        assertThatThrownBy(() -> pci("00:05.0")).hasMessageContaining("0000:00:05.0");
        assertThatThrownBy(() -> pci("zzzz:00:05.0")).hasMessageContaining("spec.ranges[r].pci");
        assertThatThrownBy(() -> Span.of(new RangeSpec("r", null, null, null))).hasMessageContaining("exactly one of");
    }

    private static Span ports(String first, String last) {
        return Span.of(new RangeSpec("r", new PortInterval(first, last), null, null));
    }

    private static Span memory(String first, String last) {
        return Span.of(new RangeSpec("r", null, new MemoryInterval(first, last), null));
    }

    private static Span pci(String function) {
        return Span.of(new RangeSpec("r", null, null, function));
    }
}
