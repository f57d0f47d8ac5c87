package dev.ioreq.playground.apiserver.faults;

import java.time.Duration;

/** What happens to a request before it is looked at. */
public sealed interface Fault {
    /** It is answered as ever, but so much later. */
    record Late(Duration by) implements Fault {}

    /**
     * It is refused, as an overloaded or broken API server does.
     *
     * @param code 429 (with {@code Retry-After: 1}) or 500 to 599
     */
    record Refused(int code) implements Fault {
        public Refused {
            if (code != 429 && (code < 500 || code > 599)) {
                throw new IllegalArgumentException("a fault answers 429 or 500 to 599, not " + code);
            }
        }
    }
}
