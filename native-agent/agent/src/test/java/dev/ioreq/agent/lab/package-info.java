/** What the lab needs in domain 0 of real Xen to talk to an agent as the operator does; run by {@code native-agent/lab/tests/agent}. */
package dev.ioreq.agent.lab;
