/**
 * A whole cluster in one command: an embedded API server, two nodes with simulated hypervisors, the real operator, real agents
 * and real emulators, each a process of its own. It is the stage on which the examples of {@code manifests/examples} are shown
 * to people ({@code mvn -Pplayground}) and checked by machines ({@code -Donce}, and the scenario tests).
 */
package dev.ioreq.playground;
