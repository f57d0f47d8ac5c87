package dev.ioreq.agent.declaration;

import java.time.Duration;

/**
 * How a server bears the loss of its emulator.
 *
 * @param patience how long the guest's accesses wait for the emulator to come back; 0 s to 3600 s
 * @param action what happens after that
 */
public record LostPolicy(Duration patience, LostAction action) {}
