/**
 * The kubelet's way in: gRPC on unix sockets that are put back when they vanish, and the registration by which the kubelet learns of
 * the agent's CSI driver. A kubelet that comes back scans its registration directory and asks again by itself.
 */
package dev.ioreq.agent.kubelet;
