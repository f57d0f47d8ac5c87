package dev.ioreq.emulator.example;

import dev.ioreq.emulator.Emulator;
import dev.ioreq.emulator.EmulatorLog;
import dev.ioreq.emulator.EmulatorProcess;
import java.nio.file.Path;
import java.security.SecureRandom;

/** A whole program: one device behind the range named "dice". */
public final class DiceEmulator {

    private DiceEmulator() {}

    public static void main(String[] arguments) {
        Path socket = Path.of(System.getenv().getOrDefault("IOREQ_HANDOVER_SOCKET", "/run/ioreq/handover.sock"));
        EmulatorLog log = new EmulatorLog(System.err, "dice");
        Emulator emulator = new Emulator("dice", socket, log).with("dice", new Dice(new SecureRandom()));
        EmulatorProcess.runToTheEnd(emulator, log);
    }
}
