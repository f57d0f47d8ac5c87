/**
 * The operator's way in (agent.proto): declarations are checked and handed to the supervisors, and what the supervisors tell flows out
 * on the watch streams. No decision is made here.
 */
package dev.ioreq.agent.api;
