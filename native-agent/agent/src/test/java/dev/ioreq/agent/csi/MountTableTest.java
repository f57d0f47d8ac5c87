package dev.ioreq.agent.csi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MountTableTest {

    private static final MountTable TABLE = MountTable.parse(
            """
            21 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
            22 21 0:20 / /run rw,nosuid shared:2 - tmpfs tmpfs rw
            23 21 0:20 /ioreq/handover/key /pods/a/mount rw shared:2 - tmpfs tmpfs rw
            24 21 0:20 /ioreq/handover/old//deleted /pods/a/mount rw shared:2 - tmpfs tmpfs rw
            25 21 8:1 /with\\040space\\134and\\011tab /strange\\040place rw - ext4 /dev/sda1 rw
            """);

    @Test
    void theTopmostOfSeveralMountsCounts() {
        assertThat(TABLE.at(Path.of("/pods/a/mount")))
                .hasValueSatisfying(entry -> assertThat(entry.root()).isEqualTo("/ioreq/handover/old//deleted"));
        assertThat(TABLE.at(Path.of("/pods/a"))).isEmpty();
    }

    @Test
    void aDirectoryIsFoundInTheFileSystemThatHoldsIt() {
        assertThat(TABLE.whereIs(Path.of("/run/ioreq/handover")))
                .isEqualTo(new MountTable.Entry("0:20", "/ioreq/handover", Path.of("/run/ioreq/handover")));
        assertThat(TABLE.whereIs(Path.of("/runner")).device()).isEqualTo("8:1");
    }

    @Test
    void namesWithSpacesTabsAndBackslashesAreRead() {
        assertThat(TABLE.at(Path.of("/strange place")))
                .hasValueSatisfying(entry -> assertThat(entry.root()).isEqualTo("/with space\\and\ttab"));
    }
}
