package dev.ioreq.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ioreq.emulator.testkit.EmulatorInAProcess;
import dev.ioreq.emulator.testkit.TestAgent;
import dev.ioreq.emulator.testkit.TestGuest;
import dev.ioreq.hypervisor.abi.IoreqRequest;
import dev.ioreq.hypervisor.abi.IoreqType;
import dev.ioreq.protocol.handover.Detach;
import dev.ioreq.protocol.handover.Detached;
import dev.ioreq.protocol.handover.HandoverRange;
import dev.ioreq.protocol.handover.HandoverRange.Kind;
import dev.ioreq.protocol.handover.Offer.BufferedIo;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The C header and the C example speak the protocol: the example is compiled and serves a guest. */
class EmulatorInCTest {

    private static final HandoverRange REGS = new HandoverRange("regs", Kind.MEMORY, 0xfed00000L, 0xfed00007L);

    @TempDir
    private Path directory;

    @Test
    void theExampleInCServesARegister() throws Exception {
        assumeTrue(
                hasCompiler(), "no C compiler: cc is not on the PATH, so the C example was not compiled and not tried");
        Path socket = directory.resolve("h.sock");
        try (TestGuest guest = new TestGuest(3, BufferedIo.OFF);
                TestAgent agent = new TestAgent(socket);
                EmulatorInAProcess emulator = new EmulatorInAProcess(
                        directory, "echo", List.of(compiled().toString()), socket)) {
            guest.posts(1, IoreqRequest.write(IoreqType.COPY, 0xfed00000L, 8, 0x1122334455667788L));
            assertThat(agent.attaches(guest, guest.offer(REGS)).name()).isEqualTo("echo");
            guest.takesAnswer(1);

            assertThat(guest.reads(IoreqType.COPY, 0xfed00002L, 2) & 0xffff).isEqualTo(0x5566);
            assertThat(guest.reads(IoreqType.COPY, 0xfed00004L, 8))
                    .as("leaves the range")
                    .isEqualTo(-1L);
            guest.asks(2, IoreqRequest.invalidate());
            guest.writes(IoreqType.COPY, 0xfed00007L, 1, 0xab);
            assertThat(guest.reads(IoreqType.COPY, 0xfed00000L, 8)).isEqualTo(0xab22334455667788L);
            assertThat(guest.progress(2)).isEqualTo(2);

            agent.sends(new Detach(Detach.RELEASED));
            agent.expects(Detached.class);
            assertThat(emulator.exitCode()).isZero();
        }
    }

    private Path compiled() throws Exception {
        Path program = directory.resolve("echo");
        Path complaints = directory.resolve("cc.txt");
        Process compiler = new ProcessBuilder(
                        "cc",
                        "-std=gnu11",
                        "-Wall",
                        "-Wextra",
                        "-Werror",
                        "-I../protocol/src/main/c",
                        "-o",
                        program.toString(),
                        "src/test/c/echo.c")
                .redirectErrorStream(true)
                .redirectOutput(complaints.toFile())
                .start();
        assertThat(compiler.waitFor()).as(() -> read(complaints)).isZero();
        return program;
    }

    private static boolean hasCompiler() {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "cc")));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
