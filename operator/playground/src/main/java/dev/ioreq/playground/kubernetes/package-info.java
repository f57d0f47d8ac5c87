/**
 * A control plane that is real: Kubernetes in the lab (operator/lab), with its own API server, controllers and records. Operator,
 * agents and simulated hypervisors run here as ever; stories cannot tell it from the embedded API server.
 */
package dev.ioreq.playground.kubernetes;
