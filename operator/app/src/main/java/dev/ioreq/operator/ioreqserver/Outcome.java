package dev.ioreq.operator.ioreqserver;

import java.time.Duration;
import java.util.Optional;

/** What a look at a server came to. */
sealed interface Outcome {

    /** Too early to say: an agent has just not been heard yet. Nothing is written. */
    record Undecided(Duration lookAgain) implements Outcome {}

    /** Where the server stands; {@code lookAgain} if nothing else would make us look. */
    record Decided(Situation situation, Optional<Duration> lookAgain) implements Outcome {

        Decided(Situation situation) {
            this(situation, Optional.empty());
        }
    }
}
