/** The loop: one thread, one poll, from an event to the answer in the slot. */
package dev.ioreq.emulator.serve;
