/**
 * The simulated hypervisor itself: domains, servers, event channels, and the way of a guest's access to a server and back. Everything here is
 * guarded by the one lock of {@link dev.ioreq.hypervisor.simulated.engine.Machine}.
 */
package dev.ioreq.hypervisor.simulated.engine;
