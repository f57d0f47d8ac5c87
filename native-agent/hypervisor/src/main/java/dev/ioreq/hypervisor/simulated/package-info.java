/**
 * A hypervisor without hardware. It answers, call by call, what real Xen answered (errnos, order of checks, what blocks and what stays), so
 * that everything above the port can be tried on any machine; its frames are real shared memory and its event channels real descriptors,
 * so that emulators in other processes work with them.
 *
 * <p>{@link dev.ioreq.hypervisor.simulated.SimulatedXen} is the engine in this process, {@link
 * dev.ioreq.hypervisor.simulated.SimulatedXenMain} makes it a process of its own that outlives its agents, as Xen does.
 */
package dev.ioreq.hypervisor.simulated;
