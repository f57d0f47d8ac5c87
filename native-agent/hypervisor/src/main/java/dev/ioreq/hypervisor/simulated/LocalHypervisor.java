package dev.ioreq.hypervisor.simulated;

import dev.ioreq.hypervisor.simulated.engine.EngineCalls;

/** The port on an engine of this process. */
final class LocalHypervisor extends EnginePort {

    LocalHypervisor(EngineCalls calls) {
        super(calls);
    }

    @Override
    public void close() {
        // The engine belongs to whoever made it.
    }
}
