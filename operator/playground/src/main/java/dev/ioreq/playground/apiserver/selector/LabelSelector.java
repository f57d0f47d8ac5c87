package dev.ioreq.playground.apiserver.selector;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ioreq.playground.apiserver.resource.ApiException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code a=b,c!=d,e in (f,g),h notin (i),j,!k} over {@code metadata.labels}. */
public final class LabelSelector implements Predicate<JsonNode> {
    private static final Pattern SET = Pattern.compile("\\s*(\\S+)\\s+(in|notin)\\s*\\(([^)]*)\\)\\s*");
    private static final Pattern EQUALITY = Pattern.compile("\\s*([^=!\\s]+)\\s*(==|=|!=)\\s*(\\S*)\\s*");
    private static final Pattern EXISTENCE = Pattern.compile("\\s*(!?)\\s*([^=!\\s()]+)\\s*");

    private final List<Requirement> requirements;

    private LabelSelector(List<Requirement> requirements) {
        this.requirements = requirements;
    }

    /**
     * Parses a selector; null or blank selects everything.
     *
     * @throws ApiException 400 when it is malformed
     */
    public static LabelSelector parse(String text) {
        var requirements = new ArrayList<Requirement>();
        for (String term : terms(text)) {
            requirements.add(requirement(term, text));
        }
        return new LabelSelector(List.copyOf(requirements));
    }

    @Override
    public boolean test(JsonNode object) {
        if (requirements.isEmpty()) {
            return true;
        }
        var labels = object.path("metadata").path("labels");
        return requirements.stream().allMatch(requirement -> requirement.test(labels));
    }

    private static List<String> terms(String text) {
        return text == null || text.isBlank() ? List.of() : List.of(text.split(",(?![^(]*\\))"));
    }

    private static Requirement requirement(String term, String whole) {
        Matcher set = SET.matcher(term);
        if (set.matches()) {
            var values = new TreeSet<>(
                    Arrays.stream(set.group(3).split(",")).map(String::strip).toList());
            return new Requirement(set.group(1), set.group(2).equals("in") ? Operator.IN : Operator.NOT_IN, values);
        }
        Matcher equality = EQUALITY.matcher(term);
        if (equality.matches()) {
            var operator = equality.group(2).equals("!=") ? Operator.NOT_IN : Operator.IN;
            return new Requirement(equality.group(1), operator, Set.of(equality.group(3)));
        }
        Matcher existence = EXISTENCE.matcher(term);
        if (existence.matches()) {
            var operator = existence.group(1).isEmpty() ? Operator.EXISTS : Operator.ABSENT;
            return new Requirement(existence.group(2), operator, Set.of());
        }
        throw ApiException.badRequest("unable to parse requirement: \"%s\" in \"%s\"".formatted(term, whole));
    }

    private enum Operator {
        IN,
        NOT_IN,
        EXISTS,
        ABSENT
    }

    private record Requirement(String key, Operator operator, Set<String> values) {
        boolean test(JsonNode labels) {
            var label = labels.get(key);
            return switch (operator) {
                case IN -> label != null && values.contains(label.asText());
                case NOT_IN -> label == null || !values.contains(label.asText());
                case EXISTS -> label != null;
                case ABSENT -> label == null;
            };
        }
    }
}
