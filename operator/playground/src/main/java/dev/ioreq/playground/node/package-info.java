/**
 * The nodes: what stories know of one, and the simulated ones. On each a hypervisor in a process of its own, which outlives the agent
 * as real Xen does, the real agent, and guests that are small programs of I/O accesses.
 */
package dev.ioreq.playground.node;
