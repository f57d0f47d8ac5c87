/**
 * What the agent is told when it starts. Anything that cannot work is refused at once, with one sentence that says what to do.
 */
package dev.ioreq.agent.config;
