package dev.ioreq.hypervisor.conformance;

import java.time.Duration;
import org.awaitility.Awaitility;

/** The suites on real Xen. Not for a build: run in domain 0 by {@link ConformanceMain}. */
class XenConformance extends HypervisorConformance {

    @Override
    ConformanceStage open() {
        // One emulated processor for Xen, domain 0, this program and the guests; asking xl takes a while, too.
        Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
        Awaitility.setDefaultPollInterval(Duration.ofMillis(100));
        return new XenStage();
    }
}
