package dev.ioreq.emulator;

import dev.ioreq.emulator.serve.Exit;
import dev.ioreq.emulator.serve.StopSignal;
import dev.ioreq.hypervisor.posix.PosixException;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The life of an emulator that is a process of its own: SIGTERM ends it in order, and its exit code says how it ended. */
public final class EmulatorProcess {

    /** A kubelet waits longer than this before it kills. */
    private static final int FAREWELL_SECONDS = 5;

    private final EmulatorLog log;
    private final StopSignal stop = new StopSignal();
    private final CompletableFuture<Exit> ended = new CompletableFuture<>();

    private EmulatorProcess(EmulatorLog log) {
        this.log = log;
    }

    /** Runs the emulator, then ends the process. */
    public static void runToTheEnd(Emulator emulator, EmulatorLog log) {
        new EmulatorProcess(log).run(emulator);
    }

    private void run(Emulator emulator) {
        Runtime.getRuntime().addShutdownHook(new Thread(this::endInOrder, "end-in-order"));
        Exit exit = serve(emulator);
        log.sayCounts();
        log.say(exit.message() + " (exit " + exit.code() + ")");
        ended.complete(exit);
        System.exit(exit.code());
    }

    private Exit serve(Emulator emulator) {
        try {
            ParentWatch.start(stop, log);
            return emulator.run(stop);
        } catch (PosixException | IOException e) {
            return Exit.failed(e.getMessage());
        } catch (RuntimeException | Error e) {
            // The agent takes over as soon as this process is gone: while it lingers the guest hangs.
            e.printStackTrace();
            return Exit.failed("a fault of this program: " + e);
        }
    }

    /** Runs on SIGTERM, SIGINT and System.exit alike. Halting gives the exit code that the signal would hide. */
    private void endInOrder() {
        stop.request();
        int code = 1;
        try {
            code = ended.get(FAREWELL_SECONDS, TimeUnit.SECONDS).code();
        } catch (TimeoutException e) {
            log.say("a request was not finished within " + FAREWELL_SECONDS + " s; ending without it");
        } catch (ExecutionException | InterruptedException e) {
            log.say("ending was disturbed: " + e);
        }
        Runtime.getRuntime().halt(code);
    }
}
