package dev.ioreq.hypervisor.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ioreq.hypervisor.Errno;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DeviceTest {

    private static final Path RANDOM = Path.of("/dev/urandom");
    /** Linux, include/uapi/linux/random.h: writes an int, how much randomness there is. */
    private static final long RNDGETENTCNT = 0x80045200L;

    private final ByteBuffer argument = ByteBuffer.allocateDirect(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);

    @Test
    void aDriverAnswersInTheArgument() {
        argument.putInt(0, -1).position(2);
        try (Descriptor random = Device.open(RANDOM)) {
            assertThat(Device.control(random, "RNDGETENTCNT", RNDGETENTCNT, argument))
                    .isZero();
        }
        assertThat(argument.getInt(0)).isNotEqualTo(-1);
    }

    @Test
    void aRequestThatTheDriverDoesNotKnowIsNamed() {
        try (Descriptor nothing = Device.open(Path.of("/dev/null"))) {
            assertThatThrownBy(() -> Device.control(nothing, "RNDGETENTCNT", RNDGETENTCNT, argument))
                    .isInstanceOfSatisfying(
                            PosixException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ENOTTY))
                    .hasMessageContaining("RNDGETENTCNT");
        }
    }

    @Test
    void aDeviceThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> Device.open(Path.of("/dev/never-was")))
                .isInstanceOf(PosixException.class)
                .hasMessageContaining("open(/dev/never-was)")
                .hasMessageContaining("ENOENT");
    }

    @Test
    void aDeviceIsMappedOnlyWhenItsPagesAreThere() {
        try (Descriptor zero = Device.open(Path.of("/dev/zero"))) {
            AtomicLong address = new AtomicLong();
            try (SharedMapping mapping = SharedMapping.map(zero, 4096, address::set)) {
                assertThat(address.get() % 4096).isZero();
                assertThat(address.get()).isPositive();
                byte first = mapping.use(memory -> memory.get(0));
                assertThat(first).isZero();
            }
            assertThatThrownBy(() -> SharedMapping.map(zero, 4096, unused -> {
                        throw new PosixException(Errno.EPERM, "populate");
                    }))
                    .isInstanceOf(PosixException.class)
                    .hasMessageContaining("populate");
        }
    }
}
