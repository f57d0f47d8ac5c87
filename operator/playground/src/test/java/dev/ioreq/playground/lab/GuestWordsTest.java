package dev.ioreq.playground.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ioreq.hypervisor.simulated.guest.GuestProgram;
import dev.ioreq.playground.node.DeclaredGuest;
import dev.ioreq.playground.node.GuestCatalogue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GuestWordsTest {
    @Test
    void aProgramIsSaidInTheWordsOfTheLabsGuests() {
        String words = words(
                """
                await 0x3f8
                out 0x3f9 0x5a
                in.2 0x3fa expect 0xc1
                repeat 2 {
                  print 0x3f8 "ok\\n"
                  sleep 100ms
                }
                vcpu 1
                loop {
                  write.8 0xfeb00010 0x1122334455667788
                  read.4 0xfeb00010
                }
                """);

        assertThat(words)
                .isEqualTo("program cpu:n=0 await:port=1016 out:port=1017,size=1,value=0x5a"
                        + " in:port=1018,size=2,expect=0xc1 repeat:times=2 print:port=1016 6f6b0a sleep:ms=100 end"
                        + " cpu:n=1 loop write:at=0xfeb00010,size=8,value=0x1122334455667788"
                        + " read:at=0xfeb00010,size=4 end\n");
    }

    @ParameterizedTest
    @MethodSource("dev.ioreq.playground.node.GuestCatalogue#guests")
    void everyGuestOfTheExamplesCanBeSaid(DeclaredGuest guest) {
        assertThat(words(guest.program()).length())
                .isBetween("program ".length() + 1, GuestConfiguration.PROGRAM_BYTES - 1);
        assertThat(GuestCatalogue.guests()).contains(guest);
    }

    @Test
    void whatTheLabsGuestsCannotDoIsRefusedByName() {
        assertThatThrownBy(() -> words("pci-read.4 0000:00:05.0 0x10\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PciRead")
                .hasMessageContaining("they know in, out");
    }

    private static String words(String program) {
        return GuestWords.of(GuestProgram.parse(program));
    }
}
