/**
 * The handover without hostPath: the agent is a CSI node driver for inline ephemeral volumes, and the kubelet tells it which pod asks.
 * A server's socket directory is published to the one pod that the operator makes for that server, and to no other.
 *
 * <p>Nothing is remembered here: every call looks at what is declared and at what is there.
 */
package dev.ioreq.agent.csi;
