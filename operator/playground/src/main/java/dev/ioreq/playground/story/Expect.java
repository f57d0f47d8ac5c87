package dev.ioreq.playground.story;

import java.util.Objects;

/** Plain comparisons that say what was expected. */
final class Expect {
    private Expect() {}

    static void that(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }

    static void equal(String what, Object expected, Object actual) {
        that(Objects.equals(expected, actual), what + ": expected " + expected + ", is " + actual);
    }

    static void atLeast(String what, long least, long actual) {
        that(actual >= least, what + ": expected at least " + least + ", is " + actual);
    }

    static void atMost(String what, long most, long actual) {
        that(actual <= most, what + ": expected at most " + most + ", is " + actual);
    }
}
