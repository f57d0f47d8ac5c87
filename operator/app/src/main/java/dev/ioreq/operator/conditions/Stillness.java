package dev.ioreq.operator.conditions;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How long each resource's computed status has stood still. Holds only resources that are on their way; thread safe.
 *
 * <p>Lost on a restart, which delays the note "nothing has moved" by at most its patience.
 */
public final class Stillness {

    private record Since(int fingerprint, Instant at) {}

    private final Map<String, Since> byUid = new ConcurrentHashMap<>();
    private final Clock clock;

    /** Nothing seen yet. */
    public Stillness(Clock clock) {
        this.clock = clock;
    }

    /** Notes what was computed for the resource, and says for how long it has been saying the same. */
    public Duration observe(String uid, Conditions computed) {
        Instant now = clock.instant();
        int fingerprint = computed.saying();
        Since since = byUid.compute(
                uid,
                (key, before) ->
                        before != null && before.fingerprint() == fingerprint ? before : new Since(fingerprint, now));
        return Duration.between(since.at(), now);
    }

    /** The resource has arrived, or is gone. */
    public void forget(String uid) {
        byUid.remove(uid);
    }
}
