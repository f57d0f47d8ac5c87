package dev.ioreq.emulator.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;

class DebugPortTest {

    @Test
    void itPrintsWhatIsWrittenAndSaysThatItIsThere() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DebugPort port = new DebugPort(out::write);

        port.write(0, 1, 'o');
        port.write(0, 2, 'k' | '\n' << 8);

        assertThat(out).hasToString("ok\n");
        assertThat(port.read(0, 1)).isEqualTo(0xe9);
    }
}
