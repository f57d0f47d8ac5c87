/**
 * Figures and health of the agent as a whole. Nothing is counted per server or per domain: that is what Watch is for.
 */
package dev.ioreq.agent.metrics;
