/** A guest, a hypervisor and an agent, as small as an emulator's tests need them: real sockets, real shared memory, no threads. */
package dev.ioreq.emulator.testkit;
