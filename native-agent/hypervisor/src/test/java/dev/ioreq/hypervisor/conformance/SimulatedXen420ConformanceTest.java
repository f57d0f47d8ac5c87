package dev.ioreq.hypervisor.conformance;

import dev.ioreq.hypervisor.simulated.XenVersion;

class SimulatedXen420ConformanceTest extends HypervisorConformance {

    @Override
    ConformanceStage open() {
        return new InProcessStage(XenVersion.V4_20);
    }
}
