/**
 * A node that is real: Xen and its dom0 in the lab (native-agent/lab), reached by ssh. The agent and the emulators run there, the
 * operator, the API server and the pod runner here; stories cannot tell it from a simulated node.
 */
package dev.ioreq.playground.lab;
