/** The connection to the agent, which is the lease: how it begins, what comes over it, and how it is taken up again. */
package dev.ioreq.emulator.lease;
