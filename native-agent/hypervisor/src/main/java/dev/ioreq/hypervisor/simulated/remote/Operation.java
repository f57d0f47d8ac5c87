package dev.ioreq.hypervisor.simulated.remote;

/** What can be asked of the engine; the ordinal goes over the wire. */
enum Operation {
    INFO,
    DOMAINS,
    /** From then on the connection carries nothing but a short message at each change. */
    WATCH,
    VCPUS,
    CREATE_SERVER,
    BUFFERED_PORT,
    SERVER_GFNS,
    MAP_RANGE,
    UNMAP_RANGE,
    SET_STATE,
    DESTROY_SERVER,
    RESOURCE_FRAMES,
    ACQUIRE,
    OPEN_CHANNELS,
    ADOPT_CHANNELS,
    BIND,
    UNBIND,
    NOTIFY,
    RESET,
    SHUTDOWN
}
