/**
 * Brings one server to its declared state and keeps it there. {@link dev.ioreq.agent.supervisor.Decision} is a pure function from what
 * is declared and what is observed to the next step; {@link dev.ioreq.agent.supervisor.ServerSupervisor} observes, decides and does one
 * step after the other until there is nothing to do.
 *
 * <p>The order of life: create, acquire frames, enable, bind, the responder answers, hand over, add ranges. The order of the end: end
 * the lease, the responder answers, remove ranges, disable, settle until every slot is NONE, destroy.
 */
package dev.ioreq.agent.supervisor;
