/**
 * Scenarios with real processes: API server, operator, agents, emulators and simulated hypervisors. They run in
 * {@code mvn verify}, after everything has been packaged; those with the tag {@code scale}, which take longest, in {@code mvn -Pscale verify}.
 */
package dev.ioreq.playground.scenario;
