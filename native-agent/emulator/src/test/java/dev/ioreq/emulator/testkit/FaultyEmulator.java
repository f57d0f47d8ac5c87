package dev.ioreq.emulator.testkit;

import dev.ioreq.emulator.Emulator;
import dev.ioreq.emulator.EmulatorLog;
import dev.ioreq.emulator.EmulatorProcess;
import dev.ioreq.emulator.device.ByteWideDevice;
import java.nio.file.Path;

/** A program whose device breaks the program itself. */
public final class FaultyEmulator {

    private FaultyEmulator() {}

    public static void main(String[] arguments) {
        EmulatorLog log = new EmulatorLog(System.err, "faulty");
        Emulator emulator = new Emulator("faulty", Path.of(System.getenv("IOREQ_HANDOVER_SOCKET")), log)
                .with("com1", new ByteWideDevice() {
                    @Override
                    protected int readRegister(long offset) {
                        throw new StackOverflowError("of the device");
                    }

                    @Override
                    protected void writeRegister(long offset, int value) {}
                });
        EmulatorProcess.runToTheEnd(emulator, log);
    }
}
