package dev.ioreq.hypervisor.simulated;

import dev.ioreq.hypervisor.simulated.remote.RemoteEngine;
import java.nio.file.Path;

/**
 * The port of domain 0 on an engine in another process ({@link SimulatedXenMain}). Any number of threads may call. When that process ends,
 * the host is down: every call answers EIO, and nothing reconnects.
 */
public final class SimulatedHypervisorClient extends EnginePort {

    private final RemoteEngine engine;

    private SimulatedHypervisorClient(RemoteEngine engine) {
        super(engine);
        this.engine = engine;
    }

    /** @throws dev.ioreq.hypervisor.posix.PosixException ENOENT or ECONNREFUSED: no engine listens there */
    public static SimulatedHypervisorClient connect(Path socket) {
        return new SimulatedHypervisorClient(RemoteEngine.connect(socket));
    }

    @Override
    public void close() {
        engine.close();
    }
}
