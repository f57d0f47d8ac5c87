package dev.ioreq.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class EmulatorLogTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final EmulatorLog log = new EmulatorLog(new PrintStream(out, true), "test");

    @Test
    void whatHappensOftenIsSaidOnceAndCountedAtTheEnd() {
        log.sayOnce("port 0x70", "refused");
        log.sayOnce("port 0x70", "refused");
        log.sayOnce("port 0x71", "refused");
        log.sayCounts();

        assertThat(out.toString().lines())
                .containsExactly(
                        "test: port 0x70: refused", "test: port 0x71: refused", "test: port 0x70: 2 times in all");
    }

    @Test
    void aGuestThatThinksUpSubjectsFillsNeitherTheLogNorTheMemory() {
        for (int subject = 0; subject < 100_000; subject++) {
            log.sayOnce("port " + subject, "refused");
        }

        assertThat(out.toString().lines()).hasSize(EmulatorLog.MAX_SUBJECTS + 1);
        assertThat(log.count("others")).isEqualTo(100_000 - EmulatorLog.MAX_SUBJECTS);
    }
}
