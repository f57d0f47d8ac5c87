package dev.ioreq.hypervisor.simulated;

import dev.ioreq.hypervisor.simulated.control.ControlServer;
import dev.ioreq.hypervisor.simulated.remote.EngineServer;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** The engine as a process of its own: a simulated host that outlives the agents on it. */
public final class SimulatedXenMain {

    private SimulatedXenMain() {}

    /** Says one line on standard output when it is ready, its guests running, and serves until it is killed or its parent ends. */
    public static void main(String... arguments) throws InterruptedException {
        MainArguments parsed;
        List<GuestConfig> guests;
        try {
            parsed = MainArguments.parse(arguments);
            guests = parsed.guests().isPresent()
                    ? GuestFile.readAll(parsed.guests().get())
                    : List.of();
        } catch (IllegalArgumentException e) {
            refuse(e.getMessage());
            return;
        } catch (IOException e) {
            refuse("--guests cannot be read: " + e);
            return;
        }
        run(parsed, guests);
    }

    private static void refuse(String why) {
        System.err.println(why);
        System.exit(2);
    }

    private static void run(MainArguments arguments, List<GuestConfig> guests) throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        try (SimulatedXen xen = new SimulatedXen(SimulatedXenConfig.of(arguments.version()));
                EngineServer engine = EngineServer.listen(arguments.socket(), xen.callsOf(0));
                ControlServer control = ControlServer.listen(arguments.control(), xen)) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                control.close();
                engine.close();
            }));
            guests.forEach(xen::start);
            arguments.parent().ifPresent(pid -> endWith(pid, ended));
            System.out.println("simulated xen " + arguments.version().text() + " serves at " + arguments.socket()
                    + ", control at " + arguments.control() + ", guests: "
                    + guests.stream().map(GuestConfig::name).toList());
            ended.await();
        }
    }

    private static void endWith(long pid, CountDownLatch ended) {
        ProcessHandle.of(pid).ifPresentOrElse(parent -> parent.onExit().thenRun(ended::countDown), ended::countDown);
    }
}
