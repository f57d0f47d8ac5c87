package dev.ioreq.operator.conditions;

import static dev.ioreq.crds.common.ConditionType.READY;
import static dev.ioreq.crds.common.ConditionType.STALLED;

import java.time.Duration;

/**
 * Whether a computed status is worth a write to the API server.
 *
 * <p>A server comes to life through half a dozen states within a second or two. Each would be a write and an event for everybody who
 * watches; so a status on the way to Ready is written only when somebody should know: Ready was reached or lost, something is wrong,
 * or nothing has moved for a while.
 */
public sealed interface StatusWrite {

    /** What a status tells. */
    enum News {
        /** Not done yet. */
        PROGRESS,
        /** Not done yet, after somebody changed or deleted the resource: that it is not Ready meanwhile surprises nobody. */
        ASKED_FOR,
        /** Something is wrong. */
        WRONG
    }

    /** Write it now. */
    record Now() implements StatusWrite {}

    /** It is written already. */
    record Never() implements StatusWrite {}

    /** It is progress: look again after this while, and write it if nothing has moved since. */
    record Later(Duration after) implements StatusWrite {}

    /**
     * Decides. Total and pure.
     *
     * @param differs whether the computed status differs from the one the API server has
     * @param before the conditions the API server has
     * @param after the computed ones
     * @param news what kind of news the computed status is
     * @param still how long the computed status has been the same
     * @param patience how long progress may stand still unwritten
     */
    static StatusWrite decide(
            boolean differs, Conditions before, Conditions after, News news, Duration still, Duration patience) {
        if (!differs) {
            return new Never();
        }
        boolean readyReached = after.isTrue(READY);
        boolean readyLost = before.isTrue(READY) && !after.isTrue(READY) && news != News.ASKED_FOR;
        boolean stalledChanged = before.isTrue(STALLED) != after.isTrue(STALLED);
        if (readyReached || readyLost || stalledChanged || news == News.WRONG) {
            return new Now();
        }
        Duration left = patience.minus(still);
        return left.isZero() || left.isNegative() ? new Now() : new Later(left);
    }
}
