package dev.ioreq.playground.pods.shared;

import dev.ioreq.emulator.Emulator;
import dev.ioreq.emulator.EmulatorLog;
import dev.ioreq.emulator.device.ByteOutput;
import dev.ioreq.emulator.device.DebugPort;
import dev.ioreq.emulator.device.DeviceModel;
import dev.ioreq.emulator.device.MmioRegisters;
import dev.ioreq.emulator.device.uart.Uart16550;
import dev.ioreq.emulator.serve.StopSignal;
import dev.ioreq.playground.pods.ContainerLog;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** One of the emulators in the shared process, with the reference devices and a log of its own. */
final class SharedEmulator {
    private SharedEmulator() {}

    /** Runs it to its end; gives the exit code. */
    static int run(Order.Start start, StopSignal stop) {
        try (var log = new ContainerLog(Path.of(start.log()), Clock.systemUTC())) {
            var words = new PrintStream(new LogOutput(log, ContainerLog.Stream.STDERR), true, StandardCharsets.UTF_8);
            var emulator = new Emulator(start.id(), Path.of(start.socket()), new EmulatorLog(words, start.id()));
            try {
                furnish(emulator, start.arguments(), new LogOutput(log, ContainerLog.Stream.STDOUT));
                return emulator.run(stop).code();
            } catch (RuntimeException | IOException e) {
                words.println(start.id() + ": " + e);
                return 1;
            }
        } catch (IOException noLog) {
            System.err.println(start.id() + ": " + noLog);
            return 1;
        }
    }

    private static void furnish(Emulator emulator, List<String> arguments, OutputStream console) {
        for (int i = 0; i + 1 < arguments.size(); i += 2) {
            String[] device = arguments.get(i + 1).split("=", 2);
            if (!arguments.get(i).equals("--device") || device.length < 2) {
                throw new IllegalArgumentException(arguments + ": expected --device <range>=<model> ...");
            }
            emulator.with(device[0], model(device[1], ByteOutput.unbuffered(console)));
        }
    }

    private static DeviceModel model(String name, ByteOutput console) {
        return switch (name) {
            case "uart16550" -> new Uart16550(console);
            case "debug-port" -> new DebugPort(console);
            case "mmio-registers" -> new MmioRegisters(MmioRegisters.DEFAULT_ID);
            default ->
                throw new IllegalArgumentException(
                        "model " + name + " is unknown, expected uart16550, debug-port or mmio-registers");
        };
    }

    private static final class LogOutput extends OutputStream {
        private final ContainerLog log;
        private final ContainerLog.Stream stream;

        LogOutput(ContainerLog log, ContainerLog.Stream stream) {
            this.log = log;
            this.stream = stream;
        }

        @Override
        public void write(int value) throws IOException {
            log.append(stream, new byte[] {(byte) value}, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            log.append(stream, java.util.Arrays.copyOfRange(bytes, offset, offset + length), length);
        }
    }
}
