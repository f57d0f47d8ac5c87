/** What differs between a simulated hypervisor and Xen for an emulator, and nothing else does: mapping a frame, notifying a port. */
package dev.ioreq.emulator.access;
