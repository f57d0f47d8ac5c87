package dev.ioreq.emulator.program;

import dev.ioreq.emulator.Emulator;
import dev.ioreq.emulator.EmulatorLog;
import dev.ioreq.emulator.EmulatorProcess;
import dev.ioreq.emulator.device.ByteOutput;
import java.util.List;

/** {@code java -jar ioreq-emulator.jar}: the reference devices behind the ranges of one server. */
public final class Main {

    private static final int USAGE = 2;

    private Main() {}

    /** See {@code --help}. */
    public static void main(String[] arguments) {
        try {
            CommandLine line = CommandLine.parse(List.of(arguments), System.getenv());
            if (line.help()) {
                System.out.print(CommandLine.helpText());
                return;
            }
            EmulatorLog log = new EmulatorLog(System.err, line.name());
            Emulator emulator = new Emulator(line.name(), line.socket(), log);
            new DeviceCatalog(ByteOutput.stdout()).furnish(emulator, line.devices());
            EmulatorProcess.runToTheEnd(emulator, log);
        } catch (UsageException e) {
            System.err.println("ioreq-emulator: " + e.getMessage() + " (--help tells more)");
            System.exit(USAGE);
        }
    }
}
