package dev.ioreq.hypervisor.conformance;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs the suites in domain 0 and prints a line for each test; the last line is {@code N passed, N failed}. Arguments: parts of names of
 * tests, to run only these.
 */
public final class ConformanceMain {

    private ConformanceMain() {}

    public static void main(String... parts) {
        System.setProperty(HypervisorConformance.REPORTS, "/lab/results");
        List<DiscoverySelector> suites = List.of(selectClass(XenConformance.class));
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(suites)
                .filters(EngineFilter.includeEngines("junit-jupiter"), named(parts))
                .build();
        Report report = new Report(System.out);
        LauncherFactory.create().execute(request, report);
        System.out.println(report.passed + " passed, " + report.failed + " failed");
        System.out.flush();
        System.exit(report.failed == 0 ? 0 : 1);
    }

    private static PostDiscoveryFilter named(String... parts) {
        return test -> FilterResult.includedIf(test.getType().isContainer()
                || parts.length == 0
                || Arrays.stream(parts)
                        .anyMatch(part -> test.getUniqueId().toString().contains(part)));
    }

    /** A line a test, as they end. */
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
            boolean wrong = result.getStatus() == TestExecutionResult.Status.FAILED;
            if (test.isContainer() && !wrong) {
                return;
            }
            String name = test.getDisplayName().replaceAll("\\(.*", "");
            String seconds = String.format(" (%.1f s)", (System.nanoTime() - began) / 1e9);
            switch (result.getStatus()) {
                case SUCCESSFUL -> {
                    passed++;
                    out.println("ok: " + name + seconds);
                }
                case ABORTED -> out.println("NOT ASKED: " + name + ": " + message(result));
                case FAILED -> {
                    failed++;
                    out.println("WRONG: " + name + seconds);
                    result.getThrowable().ifPresent(e -> e.printStackTrace(new PrintWriter(out, true)));
                }
            }
            out.flush();
        }

        private static String message(TestExecutionResult result) {
            return result.getThrowable().map(Throwable::getMessage).orElse("no reason given");
        }
    }
}
