package dev.ioreq.hypervisor.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ioreq.hypervisor.DomainType;
import dev.ioreq.hypervisor.simulated.guest.GuestProgram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuestFileTest {

    @Test
    void saysWhatTheGuestIsAndWhatItDoes() {
        GuestConfig guest = GuestFile.parse("web-1", "# a web server\n\nguest HVM 4   # four of them\nout 0x80 0x1\n");

        assertThat(guest.name()).isEqualTo("web-1");
        assertThat(guest.type()).isEqualTo(DomainType.HVM);
        assertThat(guest.vcpus()).isEqualTo(4);
        assertThat(GuestProgram.parse(guest.program()).of(0)).hasSize(1);
    }

    @Test
    void aGuestWithoutAProgramHalts() {
        assertThat(GuestProgram.parse(GuestFile.parse("idle", "guest PVH 1").program())
                        .vcpus())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "# nothing\n", "in 0x60\nguest HVM 1\n", "guest HVM\n", "guest hvm 1\n", "guest HVM 1 2\n"})
    void aFileThatDoesNotSayWhatTheGuestIsIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GuestFile.parse("web-1", text))
                .withMessageContaining("web-1.guest: '")
                .withMessageContaining("expected a line 'guest PV|PVH|HVM VCPUS'");
    }

    @Test
    void aMistakeInTheProgramIsNamedByItsLineInTheFile() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GuestFile.parse("web-1", "# first\nguest HVM 1\nout 0x80 0x1\njump 7\n"))
                .withMessageStartingWith("web-1.guest: ")
                .withMessageContaining("line 4");
    }

    @Test
    void aGuestWithTooManyVcpusIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GuestFile.parse("web-1", "guest HVM 129\n"))
                .withMessageContaining("vcpus=129, expected 1..128");
    }
}
