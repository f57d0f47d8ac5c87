package dev.ioreq.operator.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ioreq.crds.common.ConditionReason;
import dev.ioreq.crds.common.ConditionType;
import dev.ioreq.operator.events.EventReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code operations.md} explains every condition, every reason and every Event there is, and none that there is not. */
class OperationsPageTest {
    private static final Path PAGE = Path.of("../docs/operations.md");

    static Stream<Arguments> tables() {
        return Stream.of(
                Arguments.of("condition", ConditionType.values()),
                Arguments.of("reason", ConditionReason.values()),
                Arguments.of("Event", EventReason.values()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tables")
    void theTableHasExactlyTheWordsTheOperatorUses(String column, Enum<?>[] words) throws IOException {
        assertThat(rows(column))
                .extracting(row -> row.group(1))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(words).map(Objects::toString).toList());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tables")
    void everyRowSaysWhatItMeans(String column, Enum<?>[] words) throws IOException {
        assertThat(rows(column)).isNotEmpty().allSatisfy(row -> assertThat(row.group(2))
                .isNotBlank());
    }

    /** The rows of the table with this first column: the word, and the rest. */
    private static List<MatchResult> rows(String column) throws IOException {
        List<String> table = Files.readAllLines(PAGE).stream()
                .dropWhile(line -> !line.startsWith("| " + column + " |"))
                .takeWhile(line -> line.startsWith("|"))
                .skip(2)
                .toList();
        return table.stream()
                .map(Pattern.compile("\\| `(\\w+)` \\|(.*)\\|")::matcher)
                .peek(matcher -> assertThat(matcher.matches()).isTrue())
                .map(matcher -> (MatchResult) matcher)
                .toList();
    }
}
