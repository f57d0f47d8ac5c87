package dev.ioreq.playground.apiserver.faults;

import dev.ioreq.playground.apiserver.auth.User;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** The fault that is in force now, if any, for whom, and how often it has struck. Thread-safe. */
public final class Faults {
    private record Rule(Predicate<User> whom, Fault fault) {}

    private final AtomicLong struck = new AtomicLong();
    private volatile Rule rule;

    /** From now on every request of these users suffers this fault; watches that are open go on. */
    public void strike(Predicate<User> whom, Fault fault) {
        rule = new Rule(whom, fault);
    }

    /** All is well again. */
    public void end() {
        rule = null;
    }

    /** What a request of this user suffers. */
    public Optional<Fault> next(User user) {
        Rule now = rule;
        if (now == null || user == null || !now.whom().test(user)) {
            return Optional.empty();
        }
        struck.incrementAndGet();
        return Optional.of(now.fault());
    }

    /** How many requests have suffered so far. */
    public long struck() {
        return struck.get();
    }
}
