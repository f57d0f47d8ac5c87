package dev.ioreq.hypervisor.conformance;

import dev.ioreq.hypervisor.simulated.XenVersion;

class EngineProcess417ConformanceTest extends HypervisorConformance {

    @Override
    ConformanceStage open() {
        return new EngineProcessStage(XenVersion.V4_17);
    }
}
