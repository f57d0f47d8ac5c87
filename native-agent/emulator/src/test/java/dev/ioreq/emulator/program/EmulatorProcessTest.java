package dev.ioreq.emulator.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ioreq.emulator.testkit.EmulatorInAProcess;
import dev.ioreq.emulator.testkit.FaultyEmulator;
import dev.ioreq.emulator.testkit.TestAgent;
import dev.ioreq.emulator.testkit.TestGuest;
import dev.ioreq.hypervisor.abi.IoreqRequest;
import dev.ioreq.hypervisor.abi.IoreqState;
import dev.ioreq.hypervisor.abi.IoreqType;
import dev.ioreq.protocol.handover.Detached;
import dev.ioreq.protocol.handover.HandoverRange;
import dev.ioreq.protocol.handover.HandoverRange.Kind;
import dev.ioreq.protocol.handover.Offer.BufferedIo;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a pod runs it: its own JVM with the documented flags, its command line, its signals. */
class EmulatorProcessTest {

    private static final HandoverRange COM1 = new HandoverRange("com1", Kind.PORT, 0x3f8, 0x3ff);
    private static final Path FLAGS = Path.of("src/main/jvm/ioreq-emulator.jvmargs");

    @TempDir
    private Path directory;

    private final TestGuest guest = new TestGuest(1, BufferedIo.OFF);
    private Path socket;
    private TestAgent agent;

    @BeforeEach
    void listen() {
        socket = directory.resolve("h.sock");
        agent = new TestAgent(socket);
    }

    @AfterEach
    void end() {
        agent.close();
        guest.close();
    }

    @Test
    void theConsoleIsItsStandardOutputAndInputAndSigtermEndsItInOrder() throws Exception {
        try (EmulatorInAProcess emulator = emulator("first", "--device", "com1=uart16550")) {
            assertThat(agent.attaches(guest, guest.offer(COM1)).name()).isEqualTo("first");
            guestPrints("hello\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(emulator.stdout()).asString().isEqualTo("hello\n");

            guest.writes(IoreqType.PIO, 0x3fa, 1, 0x01);
            emulator.stdin().write("root\n".getBytes(StandardCharsets.US_ASCII));
            emulator.stdin().flush();
            assertThat(guestReadsLine()).isEqualTo("root\n");

            emulator.isTerminated();
            agent.expects(Detached.class);
            assertThat(emulator.exitCode()).isZero();
            assertThat(emulator.stderr())
                    .contains("first: serving domain guest (domid 7")
                    .endsWith("first: stopped (exit 0)\n");
            assertThat(emulator.stdout()).asString().isEqualTo("hello\n");
        }
    }

    @Test
    void emulatorsKilledInMidOutputLoseNothingAndRepeatAtMostTheByteInHand() throws Exception {
        byte[] text = new byte[4000];
        for (int n = 0; n < text.length; n++) {
            text[n] = (byte) (n % 251);
        }
        List<byte[]> printed = new ArrayList<>();
        CompletableFuture<Void> guestsWork = null;
        for (int life = 0; life < 4; life++) {
            try (EmulatorInAProcess emulator = emulator("life-" + life, "--device", "com1=uart16550,input=none")) {
                agent.attaches(guest, guest.offer(COM1));
                if (life == 0) {
                    guestsWork = CompletableFuture.runAsync(() -> guestPrints(text));
                }
                if (life < 3) {
                    await().until(() -> emulator.stdout().length > 300);
                } else {
                    guestsWork.get(20, TimeUnit.SECONDS);
                }
                emulator.isKilled();
                agent.expectsEnd();
                printed.add(emulator.stdout());
            }
        }
        assertThat(printed.get(3)).as("the last life had work left").isNotEmpty();
        int repeated = printed.stream().mapToInt(life -> life.length).sum() - text.length;
        assertThat(repeated).isBetween(0, 3);
        int next = 0;
        for (byte[] life : printed) {
            if (next > 0 && life[0] == text[next - 1]) {
                next--;
            }
            assertThat(life).isEqualTo(Arrays.copyOfRange(text, next, next + life.length));
            next += life.length;
        }
        assertThat(next).isEqualTo(text.length);
    }

    @Test
    void aSuccessorFinishesTheRequestInWhichItsPredecessorWasKilled() throws Exception {
        try (EmulatorInAProcess first = emulator("first", "--device", "com1=uart16550")) {
            agent.attaches(guest, guest.offer(COM1));
            first.isKilled();
        }
        guest.posts(0, IoreqRequest.write(IoreqType.PIO, 0x3f8, 1, 'z'));
        guest.raises(0);
        try (EmulatorInAProcess second = emulator("second", "--device", "com1=uart16550")) {
            agent.attaches(guest, guest.offer(COM1));
            guest.takesAnswer(0);
            assertThat(second.stdout()).asString().isEqualTo("z");
        }
    }

    @Test
    void aCommandLineThatDoesNotFitEndsWithCodeTwoAndSaysWhy() throws Exception {
        try (EmulatorInAProcess emulator = emulator("wrong", "--device", "com1=vga")) {
            assertThat(emulator.exitCode()).isEqualTo(2);
            assertThat(emulator.stderr())
                    .isEqualTo(
                            "ioreq-emulator: --device com1=vga: model vga is unknown, expected uart16550, debug-port or"
                                    + " mmio-registers (--help tells more)\n");
        }
    }

    @Test
    void aFaultOfTheProgramEndsItAtOnceSoThatTheAgentTakesOver() throws Exception {
        List<String> command =
                List.of(java(), "-cp", System.getProperty("java.class.path"), FaultyEmulator.class.getName());
        try (EmulatorInAProcess emulator = new EmulatorInAProcess(directory, "faulty", command, socket)) {
            agent.attaches(guest, guest.offer(COM1));
            guest.posts(0, IoreqRequest.read(IoreqType.PIO, 0x3f8, 1));
            long asked = System.nanoTime();
            guest.raises(0);

            agent.expectsEnd();
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(4));
            assertThat(emulator.exitCode()).isEqualTo(1);
            assertThat(emulator.stderr()).contains("faulty: a fault of this program: java.lang.StackOverflowError");
            assertThat(guest.state(0)).as("for the agent to answer").isEqualTo(IoreqState.INPROCESS);
        }
    }

    @Test
    void itEndsWithTheProcessItWasToldToEndWith() throws Exception {
        Process parent = new ProcessBuilder("sleep", "60").start();
        List<String> command = command("--device", "com1=uart16550");
        command.add(1, "-Dioreq.exit-with-parent=" + parent.pid());
        try (EmulatorInAProcess emulator = new EmulatorInAProcess(directory, "child", command, socket)) {
            agent.attaches(guest, guest.offer(COM1));
            parent.destroyForcibly();

            agent.expects(Detached.class);
            assertThat(emulator.exitCode()).isZero();
            assertThat(emulator.stderr()).contains("child: process " + parent.pid() + " has ended");
        }
    }

    private EmulatorInAProcess emulator(String name, String... arguments) throws Exception {
        return new EmulatorInAProcess(directory, name, command(arguments), socket);
    }

    private static List<String> command(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(java()));
        Files.readAllLines(FLAGS).stream().filter(line -> line.startsWith("-")).forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private void guestPrints(byte[] text) {
        for (byte character : text) {
            guest.writes(IoreqType.PIO, 0x3f8, 1, character);
        }
    }

    private String guestReadsLine() {
        StringBuilder line = new StringBuilder();
        await().until(() -> {
            while ((guest.reads(IoreqType.PIO, 0x3fd, 1) & 1) != 0) {
                line.append((char) guest.reads(IoreqType.PIO, 0x3f8, 1));
            }
            return line.indexOf("\n") >= 0;
        });
        return line.toString();
    }
}
