package dev.ioreq.operator.conditions;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How long each resource's computed status has stood still. Holds only resources that are on their way; thread safe.
 *
 * <p>While others move, one that stands still is waiting for its turn, and that is not worth telling: with a thousand declared at once
 * it would be a thousand writes that slow down the very work they tell of. Nobody waits untold for longer than {@link #LONGEST_QUEUE}.
 *
 * <p>Lost on a restart, which delays the note "nothing has moved" by at most its patience.
 */
public final class Stillness {

    /** Who has not moved for so long stands still, whatever others do. */
    public static final Duration LONGEST_QUEUE = Duration.ofMinutes(2);

    private record Since(int fingerprint, Instant at) {}

    private final Map<String, Since> byUid = new ConcurrentHashMap<>();
    private final Clock clock;
    private volatile Instant anyMoved;

    /** Nothing seen yet. */
    public Stillness(Clock clock) {
        this.clock = clock;
        this.anyMoved = clock.instant();
    }

    /** Notes what was computed for the resource, and says for how long nothing has moved. */
    public Duration observe(String uid, Conditions computed) {
        Instant now = clock.instant();
        int fingerprint = computed.saying();
        Since since = byUid.compute(uid, (key, before) -> {
            if (before != null && before.fingerprint() == fingerprint) {
                return before;
            }
            anyMoved = now;
            return new Since(fingerprint, now);
        });
        Duration own = Duration.between(since.at(), now);
        return own.compareTo(LONGEST_QUEUE) >= 0 ? own : Duration.between(anyMoved, now);
    }

    /** The resource has arrived, or is gone. */
    public void forget(String uid) {
        if (byUid.remove(uid) != null) {
            anyMoved = clock.instant();
        }
    }
}
