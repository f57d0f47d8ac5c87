package dev.ioreq.emulator.testkit;

import dev.ioreq.emulator.Emulator;
import dev.ioreq.emulator.EmulatorLog;
import dev.ioreq.emulator.device.DeviceModel;
import dev.ioreq.emulator.serve.Exit;
import dev.ioreq.emulator.serve.StopSignal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** An emulator on a thread of the test. */
public final class RunningEmulator implements AutoCloseable {

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final StopSignal stop = new StopSignal();
    private final CompletableFuture<Exit> exit;

    public RunningEmulator(Path socket, Map<String, DeviceModel> devices) {
        EmulatorLog log = new EmulatorLog(new PrintStream(said, true), "test");
        Emulator emulator = new Emulator("test", socket, log);
        devices.forEach(emulator::with);
        exit = CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return emulator.run(stop);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                work -> new Thread(work, "emulator").start());
    }

    public void isTerminated() {
        stop.request();
    }

    public Exit exit() throws Exception {
        return exit.get(20, TimeUnit.SECONDS);
    }

    public boolean isRunning() {
        return !exit.isDone();
    }

    public String said() {
        return said.toString();
    }

    @Override
    public void close() throws Exception {
        stop.request();
        exit();
        stop.close();
    }
}
