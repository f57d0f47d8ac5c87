/**
 * The agents of the nodes: which agent serves which node, one authenticated channel to each, and what they observe.
 *
 * <p>Every agent's stream of changes ends in the {@link dev.ioreq.operator.agents.Fleet}, the operator's only memory of the nodes.
 */
package dev.ioreq.operator.agents;
