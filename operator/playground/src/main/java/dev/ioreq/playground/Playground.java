package dev.ioreq.playground;

import dev.ioreq.playground.console.Console;
import dev.ioreq.playground.launch.EndSignal;
import dev.ioreq.playground.launch.Leftovers;
import dev.ioreq.playground.launch.Teardown;
import dev.ioreq.playground.story.ClusterPlan;
import dev.ioreq.playground.story.PlaygroundCluster;
import dev.ioreq.playground.story.Story;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The program behind {@code mvn -Pplayground}: starts the cluster, applies the examples and shows them until Ctrl-C. With
 * {@code --once=true} it plays the story instead, checks it, and says by its exit status whether all was well.
 */
public final class Playground {
    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final Teardown teardown = new Teardown();
    private final EndSignal end = EndSignal.install(teardown, out::println);

    private Playground() {}

    /** Arguments: {@code --once=true|false}; {@code --with-parent}: end when the process that started this one does. */
    public static void main(String[] arguments) {
        var playground = new Playground();
        List<String> wanted = List.of(arguments);
        if (wanted.contains("--with-parent")) {
            playground.end.followParent();
        }
        System.exit(playground.run(wanted.contains("--once=true")) ? 0 : 1);
    }

    private boolean run(boolean once) {
        try {
            return once ? tell() : show();
        } catch (Exception e) {
            if (!end.hasBegun()) {
                e.printStackTrace(out);
            }
            return false;
        }
    }

    private boolean show() throws Exception {
        out.println("starting two Xen nodes, the operator and six guests ...");
        PlaygroundCluster cluster = PlaygroundCluster.start(ClusterPlan.examples(), teardown);
        cluster.awaitAgents();
        cluster.declareManifests("examples");
        teardown.add("console", Console.open(out, cluster.client(), cluster.kubeconfig()));
        end.await();
        return true;
    }

    private boolean tell() throws Exception {
        long uptime = TimeUnit.MILLISECONDS.toNanos(
                ManagementFactory.getRuntimeMXBean().getUptime());
        var story = new Story(out, System.nanoTime() - uptime);
        PlaygroundCluster cluster = PlaygroundCluster.start(ClusterPlan.examples(), teardown);
        out.println("export KUBECONFIG=" + cluster.kubeconfig());
        boolean well = story.play(cluster);
        List<Long> pids = cluster.pids();
        cluster.close();
        List<String> left = Leftovers.of(cluster.directory(), pids);
        left.forEach(thing -> out.println("FAILED  left behind: " + thing));
        if (left.isEmpty()) {
            out.println("nothing is left behind");
        }
        return well && left.isEmpty();
    }
}
