package dev.ioreq.agent.supervisor;

import dev.ioreq.agent.declaration.LostAction;

/**
 * What the decision needs to know of a declaration.
 *
 * @param withdrawn the server is to go and its key to be forgotten
 * @param enabled whether an emulator may serve
 * @param afterPatience what to do once the patience for a lost emulator is over
 */
public record Declared(boolean withdrawn, boolean enabled, LostAction afterPatience) {}
