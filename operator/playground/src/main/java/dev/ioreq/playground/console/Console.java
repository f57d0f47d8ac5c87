package dev.ioreq.playground.console;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Shows the cluster until it is closed. On a terminal one picture, drawn again in place when something has changed, at most a
 * few times a second; elsewhere a line for each change.
 */
public final class Console implements AutoCloseable {
    private static final Duration BETWEEN_PICTURES = Duration.ofMillis(250);
    private static final String HOME_AND_CLEAR = "\u001b[H\u001b[J";

    private final PrintStream out;
    private final Path kubeconfig;
    private final boolean terminal;
    private final Semaphore changes = new Semaphore(0);
    private final ClusterView view;
    private final Thread painter = new Thread(this::paint, "console");

    private Console(PrintStream out, Path kubeconfig, boolean terminal) {
        this.out = out;
        this.kubeconfig = kubeconfig;
        this.terminal = terminal;
        this.view = new ClusterView(terminal ? change -> changes.release() : out::println);
    }

    /** Begins to show the cluster on standard output. */
    public static Console open(PrintStream out, KubernetesClient client, Path kubeconfig) {
        var console = new Console(out, kubeconfig, Terminal.isThere());
        console.start(client);
        return console;
    }

    private void start(KubernetesClient client) {
        if (terminal) {
            painter.setDaemon(true);
            painter.start();
        } else {
            out.println(head());
        }
        view.follow(client);
    }

    private String head() {
        return "export KUBECONFIG=" + kubeconfig + "   then: kubectl get ioreq -A -w   (Ctrl-C ends the playground)";
    }

    private void paint() {
        try {
            while (true) {
                changes.acquire();
                changes.drainPermits();
                Screen screen = Terminal.size();
                out.print(HOME_AND_CLEAR
                        + String.join(
                                "\n", screen.picture(head(), view.nodes(), view.servers(), view.events(screen.rows())))
                        + "\n");
                out.flush();
                TimeUnit.MILLISECONDS.sleep(BETWEEN_PICTURES.toMillis());
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws Exception {
        painter.interrupt();
        painter.join();
        view.close();
        out.println("stopping ...");
    }
}
