/**
 * The pod runner: what scheduler-bound pods find on a real node, played for the simulated ones. It sees pods through the API as a
 * kubelet does, starts their containers as child processes, restarts what dies, keeps their logs and reports their status.
 */
package dev.ioreq.playground.pods;
