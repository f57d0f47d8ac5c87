package dev.ioreq.emulator.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ioreq.emulator.testkit.EmulatorInAProcess;
import dev.ioreq.emulator.testkit.TestAgent;
import dev.ioreq.emulator.testkit.TestGuest;
import dev.ioreq.hypervisor.abi.IoreqType;
import dev.ioreq.protocol.handover.Detach;
import dev.ioreq.protocol.handover.Detached;
import dev.ioreq.protocol.handover.HandoverRange;
import dev.ioreq.protocol.handover.HandoverRange.Kind;
import dev.ioreq.protocol.handover.Offer.BufferedIo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WritingAnEmulatorTest {

    private static final Path PAGE = Path.of("docs/writing-an-emulator.md");
    private static final Path EXAMPLES = Path.of("src/test/java/dev/ioreq/emulator/example");
    private static final Path IN_C = Path.of("src/test/c/echo.c");

    @TempDir
    private Path directory;

    @Test
    void theExampleServesAGuest() throws Exception {
        Path socket = directory.resolve("h.sock");
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                DiceEmulator.class.getName());
        try (TestGuest guest = new TestGuest(1, BufferedIo.OFF);
                TestAgent agent = new TestAgent(socket);
                EmulatorInAProcess emulator = new EmulatorInAProcess(directory, "dice", command, socket)) {
            agent.attaches(guest, guest.offer(new HandoverRange("dice", Kind.PORT, 0xd1ce, 0xd1cf)));

            for (int throwing = 0; throwing < 50; throwing++) {
                assertThat(guest.reads(IoreqType.PIO, 0xd1ce, 1)).isBetween(1L, 6L);
            }
            guest.writes(IoreqType.PIO, 0xd1cf, 1, 1);
            assertThat(guest.reads(IoreqType.PIO, 0xd1ce, 1)).isEqualTo(1);

            agent.sends(new Detach(Detach.RELEASED));
            agent.expects(Detached.class);
            assertThat(emulator.exitCode()).isZero();
        }
    }

    @Test
    void theCodeOfThePageIsTheCodeThatIsTested() throws Exception {
        String tested = Files.readString(EXAMPLES.resolve("Dice.java"))
                + Files.readString(EXAMPLES.resolve("DiceEmulator.java"))
                + Files.readString(IN_C);
        List<String> shown = Pattern.compile("```(?:java|c)\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(PAGE))
                .results()
                .map((MatchResult block) -> block.group(1))
                .toList();

        assertThat(shown).hasSizeGreaterThanOrEqualTo(3).allSatisfy(code -> assertThat(tested)
                .contains(code));
    }
}
