package dev.ioreq.hypervisor;

/** What {@code XENMEM_acquire_resource} can map. The order is that of {@code XENMEM_resource_*} in Xen's public memory.h. */
public enum ResourceType {
    /** id = server; frame 0 the buffered ring, frame 1 the synchronous slots. */
    IOREQ_SERVER,
    /** id 0 = shared frames, 1 = status frames. */
    GRANT_TABLE,
    /** id = vCPU; only where tracing was enabled when the domain was made. */
    VMTRACE
}
