package dev.ioreq.playground.pods.shared;

import dev.ioreq.emulator.serve.StopSignal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The shared process: takes an {@link Order} a line on its standard input, and says {@code ended <tab> id <tab> exit code} on its
 * standard output when an emulator has ended. When its input ends (its parent is gone) it ends.
 */
public final class SharedEmulatorsMain {
    private final Map<String, StopSignal> running = new ConcurrentHashMap<>();

    private SharedEmulatorsMain() {}

    public static void main(String[] arguments) throws IOException {
        var emulators = new SharedEmulatorsMain();
        var orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = orders.readLine(); line != null; line = orders.readLine()) {
            emulators.obey(Order.parse(line));
        }
        System.exit(0);
    }

    private void obey(Order order) {
        if (order instanceof Order.Start start) {
            var stop = new StopSignal();
            running.put(start.id(), stop);
            var thread = new Thread(() -> run(start, stop), "emulator-" + start.id());
            thread.setDaemon(true);
            thread.start();
        } else if (order instanceof Order.Stop end) {
            StopSignal stop = running.get(end.id());
            if (stop != null) {
                stop.request();
            }
        }
    }

    private void run(Order.Start start, StopSignal stop) {
        int code = 1;
        try {
            code = SharedEmulator.run(start, stop);
        } finally {
            running.remove(start.id());
            stop.close();
            synchronized (System.out) {
                System.out.println("ended\t" + start.id() + "\t" + code);
                System.out.flush();
            }
        }
    }
}
