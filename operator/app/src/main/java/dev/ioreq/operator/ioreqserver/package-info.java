/**
 * {@code IoreqServer}: from what is declared, and what the node's agent observes, to the next step and the status.
 *
 * <p>{@link dev.ioreq.operator.ioreqserver.ServerFlow} goes through it in order: domain, grant, ranges, pod, declaration, status.
 */
package dev.ioreq.operator.ioreqserver;
