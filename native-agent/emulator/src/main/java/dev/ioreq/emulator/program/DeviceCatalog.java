package dev.ioreq.emulator.program;

import dev.ioreq.emulator.Emulator;
import dev.ioreq.emulator.device.ByteInput;
import dev.ioreq.emulator.device.ByteOutput;
import dev.ioreq.emulator.device.DebugPort;
import dev.ioreq.emulator.device.DeviceModel;
import dev.ioreq.emulator.device.MmioRegisters;
import dev.ioreq.emulator.device.uart.Uart16550;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The reference devices by name. */
final class DeviceCatalog {

    private static final String UART = "uart16550";
    private static final String DEBUG_PORT = "debug-port";
    private static final String MMIO_REGISTERS = "mmio-registers";

    private final ByteOutput stdout;
    private Optional<ByteInput> console = Optional.empty();

    DeviceCatalog(ByteOutput stdout) {
        this.stdout = stdout;
    }

    static String help() {
        return """
                uart16550       a 16550A serial port; input=stdin|none (default: stdin for the first one), output=stdout|none
                debug-port      Bochs' debug port; output=stdout|none
                mmio-registers  an ID, a counter and scratch registers; id=0x... (default 0x%x)
                """
                .formatted(MmioRegisters.DEFAULT_ID);
    }

    /** Makes the devices and gives them to the emulator. */
    void furnish(Emulator emulator, List<DeviceSpec> specs) throws UsageException {
        for (DeviceSpec spec : specs) {
            emulator.with(spec.range(), device(spec));
        }
        console.ifPresent(emulator::withConsole);
    }

    private DeviceModel device(DeviceSpec spec) throws UsageException {
        return switch (spec.model()) {
            case UART -> uart(spec);
            case DEBUG_PORT -> {
                requireKeys(spec, Set.of("output"));
                yield new DebugPort(output(spec));
            }
            case MMIO_REGISTERS -> {
                requireKeys(spec, Set.of("id"));
                yield new MmioRegisters(id(spec));
            }
            default ->
                throw new UsageException("--device " + spec + ": model " + spec.model() + " is unknown, expected "
                        + UART + ", " + DEBUG_PORT + " or " + MMIO_REGISTERS);
        };
    }

    private DeviceModel uart(DeviceSpec spec) throws UsageException {
        requireKeys(spec, Set.of("input", "output"));
        Uart16550 uart = new Uart16550(output(spec));
        String input = spec.options().getOrDefault("input", console.isEmpty() ? "stdin" : "none");
        if (oneOf(spec, "input", input, "stdin", "none").equals("stdin")) {
            if (console.isPresent()) {
                throw new UsageException("--device " + spec + ": input=stdin, which another uart16550 has already");
            }
            console = Optional.of(uart);
        }
        return uart;
    }

    private ByteOutput output(DeviceSpec spec) throws UsageException {
        String output = spec.options().getOrDefault("output", "stdout");
        return oneOf(spec, "output", output, "stdout", "none").equals("stdout") ? stdout : value -> {};
    }

    private static long id(DeviceSpec spec) throws UsageException {
        String text = spec.options().get("id");
        if (text == null) {
            return MmioRegisters.DEFAULT_ID;
        }
        try {
            if (text.startsWith("0x")) {
                return Long.parseUnsignedLong(text.substring(2), 16);
            }
        } catch (NumberFormatException e) {
            throw new UsageException(
                    "--device " + spec + ": id=" + text + ", expected 0x and 1..16 hexadecimal digits");
        }
        throw new UsageException("--device " + spec + ": id=" + text + ", expected 0x and 1..16 hexadecimal digits");
    }

    private static String oneOf(DeviceSpec spec, String key, String value, String first, String second)
            throws UsageException {
        if (!value.equals(first) && !value.equals(second)) {
            throw new UsageException(
                    "--device " + spec + ": " + key + "=" + value + ", expected " + first + " or " + second);
        }
        return value;
    }

    private static void requireKeys(DeviceSpec spec, Set<String> known) throws UsageException {
        for (String key : spec.options().keySet()) {
            if (!known.contains(key)) {
                throw new UsageException("--device " + spec + ": option " + key + " is unknown, expected "
                        + String.join(", ", known.stream().sorted().toList()));
            }
        }
    }
}
