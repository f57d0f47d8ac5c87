/**
 * What a hypervisor behind the port must answer, call by call: taken from what real Xen 4.17 and 4.20 answered. A suite is an interface of
 * tests on a {@link dev.ioreq.hypervisor.conformance.ConformanceStage}; a test class brings the stage. Nothing in a suite knows which kind of
 * hypervisor it runs on.
 */
package dev.ioreq.hypervisor.conformance;
