/**
 * The operator: watches what is declared and what the agents observe, and does the next step that brings the two together.
 *
 * <p>One way through: a resource becomes a declaration that is sent down to the node's agent; what the agent observes comes up on its
 * stream of changes, and becomes the resource's status. Decisions are pure functions; reconcilers only look up, decide and do.
 */
package dev.ioreq.operator;
