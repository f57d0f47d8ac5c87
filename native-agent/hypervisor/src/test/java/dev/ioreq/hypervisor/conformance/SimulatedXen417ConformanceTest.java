package dev.ioreq.hypervisor.conformance;

import dev.ioreq.hypervisor.simulated.XenVersion;

class SimulatedXen417ConformanceTest extends HypervisorConformance {

    @Override
    ConformanceStage open() {
        return new InProcessStage(XenVersion.V4_17);
    }
}
