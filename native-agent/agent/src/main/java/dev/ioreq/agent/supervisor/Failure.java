package dev.ioreq.agent.supervisor;

import dev.ioreq.agent.handover.HandoverException;
import dev.ioreq.agent.journal.JournalException;
import dev.ioreq.hypervisor.Errno;
import dev.ioreq.hypervisor.XenException;
import dev.ioreq.hypervisor.posix.PosixException;

/**
 * Why a step failed.
 *
 * @param reason a CamelCase word for machines
 * @param message for people: what was called, what it answered, what to do
 */
public record Failure(String reason, String message) {

    static Failure of(Step step, RuntimeException cause) {
        if (cause instanceof XenException xen) {
            return ofHypervisor(step, xen);
        }
        if (cause instanceof JournalException) {
            return new Failure("JournalFailed", cause.getMessage());
        }
        if (cause instanceof HandoverException || cause instanceof PosixException) {
            return new Failure("HandoverFailed", cause.getMessage());
        }
        if (cause instanceof NotQuietException) {
            return new Failure("GuestBusy", cause.getMessage());
        }
        if (cause instanceof AmbiguousServerException) {
            return new Failure("AmbiguousServer", cause.getMessage());
        }
        return new Failure("InternalError", cause.toString());
    }

    private static Failure ofHypervisor(Step step, XenException cause) {
        boolean creating = step instanceof Step.Create;
        boolean mapping = step instanceof Step.Map;
        if (creating && cause.errno() == Errno.ENOSPC) {
            return new Failure(
                    "NoServerSlot",
                    cause.getMessage() + " - a domain has at most 8 servers, others' included: remove one");
        }
        if (mapping && cause.errno() == Errno.EEXIST) {
            return new Failure("RangeOverlap", cause.getMessage() + " - change one of the ranges");
        }
        if (mapping && cause.errno() == Errno.ENOMEM) {
            return new Failure("TooManyRanges", cause.getMessage() + " - join neighbouring ranges");
        }
        return new Failure("HypervisorRefused", cause.getMessage() + " - it is tried again");
    }
}
