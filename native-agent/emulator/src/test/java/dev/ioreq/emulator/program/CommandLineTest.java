package dev.ioreq.emulator.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ioreq.emulator.Emulator;
import dev.ioreq.emulator.EmulatorLog;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommandLineTest {

    @Test
    void devicesComeWithTheirOptionsAndTheRestFromTheEnvironment() throws Exception {
        CommandLine line = CommandLine.parse(
                List.of("--device", "com1=uart16550,input=none", "--device", "regs=mmio-registers,id=0x2a"),
                Map.of("IOREQ_HANDOVER_SOCKET", "/tmp/h.sock", "HOSTNAME", "pod-1"));

        assertThat(line.socket()).isEqualTo(Path.of("/tmp/h.sock"));
        assertThat(line.name()).isEqualTo("pod-1");
        assertThat(line.devices())
                .containsExactly(
                        new DeviceSpec("com1", "uart16550", Map.of("input", "none")),
                        new DeviceSpec("regs", "mmio-registers", Map.of("id", "0x2a")));
    }

    @Test
    void withoutAnEnvironmentTheDefaultsHold() throws Exception {
        CommandLine line = CommandLine.parse(List.of("--device", "a=debug-port"), Map.of());

        assertThat(line.socket()).isEqualTo(Path.of("/run/ioreq/handover.sock"));
        assertThat(line.name()).isEqualTo("ioreq-emulator");
        assertThat(CommandLine.parse(List.of("--device", "a=debug-port"), Map.of("HOSTNAME", "h".repeat(64)))
                        .name())
                .hasSize(63);
        assertThat(CommandLine.parse(List.of("--help"), Map.of()).help()).isTrue();
        assertThat(CommandLine.helpText())
                .contains("uart16550")
                .contains("debug-port")
                .contains("mmio-registers");
    }

    @Test
    void whatCannotBeUnderstoodIsNamed() {
        refuses("no --device: an emulator has at least one");
        refuses(
                "argument \"com1=uart16550\" is unknown, expected --device, --socket, --name or --help",
                "com1=uart16550");
        refuses("--device wants a value behind it", "--device");
        refuses("--device com1: expected <range-name>=<model>[,key=value...]", "--device", "com1");
        refuses("--device com1=: expected <range-name>=<model>[,key=value...]", "--device", "com1=");
        refuses("--device a=b,c: option \"c\", expected key=value", "--device", "a=b,c");
        refuses("--device a=b,c=1,c=2: option c stands there twice", "--device", "a=b,c=1,c=2");
        refuses("--device a=uart16550,x=1: option x is unknown, expected input, output", "--device", "a=uart16550,x=1");
        refuses(
                "--device a=uart16550,input=tty: input=tty, expected stdin or none",
                "--device",
                "a=uart16550,input=tty");
        refuses(
                "--device b=uart16550,input=stdin: input=stdin, which another uart16550 has already",
                "--device",
                "a=uart16550",
                "--device",
                "b=uart16550,input=stdin");
        refuses(
                "--device a=mmio-registers,id=42: id=42, expected 0x and 1..16 hexadecimal digits",
                "--device",
                "a=mmio-registers,id=42");
        refuses(
                "--device a=debug-port: range a has a device already",
                "--device",
                "a=uart16550",
                "--device",
                "a=debug-port");
        refuses(
                "--name \"\": expected 1..63 bytes without control characters",
                "--device",
                "a=debug-port",
                "--name",
                "");
    }

    private static void refuses(String message, String... arguments) {
        assertThatThrownBy(() -> {
                    CommandLine line = CommandLine.parse(List.of(arguments), Map.of());
                    EmulatorLog log = new EmulatorLog(new PrintStream(OutputStream.nullOutputStream()), "test");
                    new DeviceCatalog(value -> {}).furnish(new Emulator("test", line.socket(), log), line.devices());
                })
                .isInstanceOf(UsageException.class)
                .hasMessage(message);
    }
}
