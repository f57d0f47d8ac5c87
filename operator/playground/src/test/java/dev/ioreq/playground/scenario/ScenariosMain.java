package dev.ioreq.playground.scenario;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.ioreq.playground.kubernetes.LabCluster;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.ClassSelector;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs the scenarios that are told on a lab's stage too, without Maven, and prints a line for each; the last line is {@code N passed, N
 * failed}. Arguments: parts of names, to run only these. {@code native-agent/lab/xen test scenarios} and {@code operator/lab/kube test
 * scenarios} are how it is called.
 */
public final class ScenariosMain {
    private static final List<Class<?>> ON_REAL_XEN =
            List.of(TheStoryIT.class, GuestsAreNeverHarmedIT.class, ServersFollowTheirGuestsIT.class);
    private static final List<Class<?>> ON_REAL_KUBERNETES = List.of(
            TheStoryIT.class,
            GuestsAreNeverHarmedIT.class,
            ServersFollowTheirGuestsIT.class,
            BadInputIT.class,
            StrangersIT.class,
            CitizenIT.class,
            DeletedWhileBeingMadeIT.class);

    /** Not the story: it compares every byte, and containerd keeps those of a line that is not at its end yet. */
    private static final List<Class<?>> ON_A_REAL_KUBELET =
            List.of(GuestsAreNeverHarmedIT.class, ServersFollowTheirGuestsIT.class);

    private ScenariosMain() {}

    public static void main(String... parts) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(suites().stream().map(suite -> selectClass(suite)).toArray(ClassSelector[]::new))
                .filters(EngineFilter.includeEngines("junit-jupiter"), TagFilter.excludeTags(notHere()), named(parts))
                .build();
        var report = new Report(System.out);
        LauncherFactory.create().execute(request, report);
        Stages.endAll();
        System.out.println(report.passed + " passed, " + report.failed + " failed");
        System.out.flush();
        System.exit(report.failed == 0 && report.passed > 0 ? 0 : 1);
    }

    private static List<Class<?>> suites() {
        if (LabCluster.hasKubelet()) {
            return ON_A_REAL_KUBELET;
        }
        return LabCluster.isAskedFor() ? ON_REAL_KUBERNETES : ON_REAL_XEN;
    }

    /** Tags of what cannot be told on this stage. The lab's Kubernetes is 1.20. */
    private static List<String> notHere() {
        if (!LabCluster.isAskedFor()) {
            return List.of(Stages.SIMULATED_ONLY, Stages.KUBERNETES_ONLY);
        }
        var not = new ArrayList<>(List.of(Stages.XEN_ONLY, Stages.EMBEDDED_ONLY, Stages.SINCE_1_31));
        not.add(LabCluster.hasKubelet() ? Stages.SIMULATED_ONLY : Stages.POD_LOGS);
        return not;
    }

    private static PostDiscoveryFilter named(String... parts) {
        return test -> FilterResult.includedIf(test.getType().isContainer()
                || parts.length == 0
                || Arrays.stream(parts)
                        .anyMatch(part -> test.getUniqueId().toString().contains(part)));
    }

    /** A line a scenario, as they end. */
    private static final class Report implements TestExecutionListener {
        private final PrintStream out;
        private long began;
        private int passed;
        private int failed;

        private Report(PrintStream out) {
            this.out = out;
        }

        @Override
        public void executionStarted(TestIdentifier test) {
            began = System.nanoTime();
        }

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            boolean well = result.getStatus() == TestExecutionResult.Status.SUCCESSFUL;
            if (test.isContainer() && well) {
                return;
            }
            String name = test.getDisplayName().replaceAll("\\(.*", "");
            String seconds = String.format(" (%.1f s)", (System.nanoTime() - began) / 1e9);
            if (well) {
                passed++;
                out.println("ok: " + name + seconds);
            } else {
                failed++;
                out.println("WRONG: " + name + seconds);
                result.getThrowable().ifPresent(e -> e.printStackTrace(new PrintWriter(out, true)));
            }
            out.flush();
        }
    }
}
