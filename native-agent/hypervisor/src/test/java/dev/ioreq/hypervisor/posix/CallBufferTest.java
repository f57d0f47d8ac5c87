package dev.ioreq.hypervisor.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ioreq.hypervisor.Errno;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallBufferTest {

    private final List<SeqPacketSocket> pair = SeqPacketSocket.pair();
    private final Descriptor left = pair.get(0).descriptor();
    private final Descriptor right = pair.get(1).descriptor();
    private final CallBuffer buffer = new CallBuffer(12);

    @AfterEach
    void close() {
        pair.forEach(SeqPacketSocket::close);
    }

    @Test
    void whatIsWrittenFromOneIsReadIntoAnother() {
        buffer.setLong(0, 0x1122334455667788L);
        assertThat(left.write(buffer, 6)).isEqualTo(6);

        CallBuffer into = new CallBuffer(12);
        assertThat(right.read(into, 12)).isEqualTo(6);
        assertThat(into.getInt(0)).isEqualTo(0x55667788);
        assertThat(into.getShort(4)).isEqualTo((short) 0x3344);
        assertThat(into.getShort(6)).as("not written").isZero();
    }

    @Test
    void aCallThatFailsSaysWhichAndWhy() {
        right.setBlocking(false);
        assertThatThrownBy(() -> right.read(buffer, 4))
                .isInstanceOfSatisfying(
                        PosixException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EAGAIN))
                .hasMessageContaining("read(");
        pair.get(1).close();
        assertThatThrownBy(() -> left.write(buffer, 4)).hasMessageContaining("write(");
        try (Descriptor nothing = Device.open(Path.of("/dev/null"))) {
            assertThatThrownBy(() -> Device.control(nothing, "TRIFLE", 0x80045200L, buffer, 4))
                    .isInstanceOfSatisfying(
                            PosixException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ENOTTY))
                    .hasMessageContaining("TRIFLE");
        }
    }

    @Test
    void noCallGoesBeyondItsEnd() {
        assertThatThrownBy(() -> left.write(buffer, 13)).hasMessage("13 bytes do not fit a buffer of 12");
        assertThatThrownBy(() -> left.read(buffer, -1)).hasMessage("-1 bytes do not fit a buffer of 12");
    }
}
