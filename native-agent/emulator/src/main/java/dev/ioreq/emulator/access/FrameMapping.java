package dev.ioreq.emulator.access;

import dev.ioreq.hypervisor.posix.SharedMapping;

/** Maps the frames of the offered server. */
public interface FrameMapping extends AutoCloseable {

    /**
     * Maps one frame.
     *
     * @param frame index in {@code XENMEM_resource_ioreq_server}: 0 the buffered ring, 1 the slots
     * @throws dev.ioreq.hypervisor.posix.PosixException if it cannot be mapped
     */
    SharedMapping map(int frame);

    /** Closes the descriptor; what was mapped stays mapped. */
    @Override
    void close();
}
