package dev.ioreq.hypervisor.xen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ioreq.hypervisor.DomainId;
import dev.ioreq.hypervisor.Errno;
import dev.ioreq.hypervisor.XenException;
import dev.ioreq.hypervisor.posix.Descriptor;
import dev.ioreq.hypervisor.posix.MemFd;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class XenEventChannelsTest {

    @Test
    void whatAnEmulatorGivesBackInPlaceOfTheDriverIsRefusedAndClosed() {
        try (Descriptor memory = MemFd.create("not-evtchn", 4096)) {
            int given = memory.dup().value();
            assertThatThrownBy(() -> XenEventChannels.adopt(new DomainId(7), given))
                    .isInstanceOfSatisfying(
                            XenException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EINVAL))
                    .hasMessageStartingWith("adopt(domid=7): EINVAL");
            assertThat(Files.exists(Path.of("/proc/self/fd/" + given))).isFalse();
        }
    }
}
