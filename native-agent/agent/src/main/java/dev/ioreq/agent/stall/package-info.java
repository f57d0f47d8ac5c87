/**
 * Tells a hung emulator from a busy one: by the slots and by the progress page, without touching the event channels.
 */
package dev.ioreq.agent.stall;
