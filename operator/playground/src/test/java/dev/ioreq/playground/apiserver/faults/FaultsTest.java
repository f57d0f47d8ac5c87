package dev.ioreq.playground.apiserver.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.ioreq.playground.apiserver.auth.User;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultsTest {
    private static final User OPERATOR = new User("operator", List.of());
    private static final User PERSON = new User("person", List.of());
    private static final Fault LATE = new Fault.Late(Duration.ofSeconds(2));

    private final Faults faults = new Faults();

    @Test
    void nobodySuffersAtFirst() {
        assertThat(faults.next(OPERATOR)).isEmpty();
        assertThat(faults.struck()).isZero();
    }

    @Test
    void everyRequestOfTheChosenSuffersAndIsCountedAndNoOther() {
        faults.strike(OPERATOR::equals, LATE);

        assertThat(faults.next(OPERATOR)).contains(LATE);
        assertThat(faults.next(OPERATOR)).contains(LATE);
        assertThat(faults.next(PERSON)).isEmpty();
        assertThat(faults.struck()).isEqualTo(2);
    }

    @Test
    void whoIsNobodyDoesNotSuffer() {
        faults.strike(user -> true, LATE);

        assertThat(faults.next(null)).isEmpty();
    }

    @Test
    void anotherFaultTakesThePlaceOfTheFirst() {
        faults.strike(OPERATOR::equals, LATE);
        faults.strike(PERSON::equals, new Fault.Refused(429));

        assertThat(faults.next(OPERATOR)).isEmpty();
        assertThat(faults.next(PERSON)).contains(new Fault.Refused(429));
    }

    @Test
    void afterItsEndNobodySuffersAndWhatWasCountedStays() {
        faults.strike(OPERATOR::equals, LATE);
        faults.next(OPERATOR);

        faults.end();

        assertThat(faults.next(OPERATOR)).isEmpty();
        assertThat(faults.struck()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503, 599})
    void anOverloadedOrBrokenServerRefuses(int code) {
        assertThatNoException().isThrownBy(() -> new Fault.Refused(code));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 403, 404, 428, 430, 499, 600})
    void whatIsNoFaultOfTheServerIsNone(int code) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Fault.Refused(code))
                .withMessageContaining("429 or 500 to 599")
                .withMessageContaining(Integer.toString(code));
    }
}
