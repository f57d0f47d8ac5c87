package dev.ioreq.emulator.access;

import dev.ioreq.hypervisor.abi.IoreqPage;
import dev.ioreq.hypervisor.posix.Descriptor;
import dev.ioreq.hypervisor.posix.SharedMapping;

/** Frames in a memfd, frame n at n pages. */
final class SimulatedFrameMapping implements FrameMapping {

    private final Descriptor memory;

    SimulatedFrameMapping(Descriptor memory) {
        this.memory = memory;
    }

    @Override
    public SharedMapping map(int frame) {
        return SharedMapping.map(memory, (long) frame * IoreqPage.BYTES, IoreqPage.BYTES);
    }

    @Override
    public void close() {
        memory.close();
    }
}
