/**
 * The port on real Xen. Hypercalls go through Xen's libraries with a stable interface; the drivers are spoken to directly only where no
 * library can do it: a privcmd descriptor to hand over, and event channels, whose handles must be adopted and reset. Nothing here needs
 * libxenctrl, whose interface changes with each release.
 *
 * <p>{@link dev.ioreq.hypervisor.xen.XenHypervisor#open()} either works or says in one message what this host lacks.
 */
package dev.ioreq.hypervisor.xen;
