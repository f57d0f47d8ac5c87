/**
 * Guests of the simulated hypervisor: small programs of I/O accesses, one thread a vCPU. A program is text, parsed to
 * {@link dev.ioreq.hypervisor.simulated.guest.Instruction}s; what the guest saw is written to a transcript.
 */
package dev.ioreq.hypervisor.simulated.guest;
