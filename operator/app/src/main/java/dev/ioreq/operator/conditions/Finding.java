package dev.ioreq.operator.conditions;

import dev.ioreq.crds.common.ConditionReason;
import dev.ioreq.crds.common.ConditionStatus;

/**
 * What was found out about one aspect of a resource.
 *
 * @param status whether it holds
 * @param reason a CamelCase word: ours are {@link ConditionReason}, an agent may have its own
 * @param message a sentence for people
 */
public record Finding(ConditionStatus status, String reason, String message) {

    /** It holds. */
    public static Finding yes(ConditionReason reason, String message) {
        return new Finding(ConditionStatus.TRUE, reason.toString(), message);
    }

    /** It does not hold. */
    public static Finding no(ConditionReason reason, String message) {
        return new Finding(ConditionStatus.FALSE, reason.toString(), message);
    }

    /** It does not hold, for a reason in an agent's words. */
    public static Finding no(String reason, String message) {
        return new Finding(ConditionStatus.FALSE, reason, message);
    }

    /** Nobody can say. */
    public static Finding unknown(ConditionReason reason, String message) {
        return new Finding(ConditionStatus.UNKNOWN, reason.toString(), message);
    }

    /** Whether it holds for certain. */
    public boolean holds() {
        return status == ConditionStatus.TRUE;
    }
}
