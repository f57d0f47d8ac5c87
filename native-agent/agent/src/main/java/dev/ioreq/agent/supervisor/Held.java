package dev.ioreq.agent.supervisor;

import dev.ioreq.agent.declaration.NamedRange;
import dev.ioreq.agent.responder.Seat;
import dev.ioreq.hypervisor.Frames;
import dev.ioreq.hypervisor.IoRange;
import dev.ioreq.hypervisor.posix.SharedMapping;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What this process holds of one server: mappings, event channels and what it knows for certain. Gone with the process; written on the
 * server's lane only. The mappings guard themselves, so a reader that comes too late gets an IllegalStateException and no fault.
 */
final class Held {

    volatile Frames frames;
    volatile Seat seat;
    volatile SharedMapping progress;
    volatile int vcpus;
    /** Created by this process, and nothing done with it since. */
    boolean untouched;

    boolean enabled;
    boolean portsTaken;
    int bindAttempts;
    long bindAgainNanos;
    boolean shutDown;
    OptionalLong lostSinceNanos = OptionalLong.empty();
    /** Ranges that an earlier agent may have mapped. */
    final Set<IoRange> inherited = new HashSet<>();
    /** Ranges that this process has seen mapped. */
    final Set<IoRange> confirmed = new HashSet<>();
    /** What the emulator at the door has been told. */
    Optional<List<NamedRange>> told = Optional.empty();

    /** Unbinds and unmaps: a mapping is what keeps a zombie. The responder must have left the seat. */
    void release() {
        if (seat != null) {
            seat.channels().close();
            seat = null;
        }
        releaseProgress();
        if (frames != null) {
            frames.close();
            frames = null;
        }
        vcpus = 0;
        untouched = false;
        enabled = false;
        portsTaken = false;
        bindAttempts = 0;
        shutDown = false;
        lostSinceNanos = OptionalLong.empty();
        inherited.clear();
        confirmed.clear();
        told = Optional.empty();
    }

    void releaseProgress() {
        if (progress != null) {
            progress.close();
            progress = null;
        }
    }
}
