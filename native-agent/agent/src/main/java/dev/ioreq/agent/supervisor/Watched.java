package dev.ioreq.agent.supervisor;

import dev.ioreq.hypervisor.Frames;
import dev.ioreq.hypervisor.posix.SharedMapping;

/**
 * The pages by which a hung emulator is told from a busy one. They may be unmapped at any time: using them then throws
 * {@link IllegalStateException}.
 *
 * @param vcpus how many slots count
 */
public record Watched(Frames frames, SharedMapping progress, int vcpus) {}
