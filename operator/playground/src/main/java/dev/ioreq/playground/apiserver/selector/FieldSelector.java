package dev.ioreq.playground.apiserver.selector;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ioreq.playground.apiserver.resource.ApiException;
import dev.ioreq.playground.apiserver.resource.ResourceType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** {@code spec.nodeName=n1,status.phase!=Running}: equality over the fields a resource declares selectable. */
public final class FieldSelector implements Predicate<JsonNode> {
    private static final Pattern TERM = Pattern.compile("\\s*([^=!\\s]+)\\s*(==|=|!=)\\s*(.*?)\\s*");

    private final List<Term> terms;

    private FieldSelector(List<Term> terms) {
        this.terms = terms;
    }

    /**
     * Parses a selector for objects of {@code type}; null or blank selects everything.
     *
     * @throws ApiException 400 when it is malformed or names a field that is not selectable
     */
    public static FieldSelector parse(String text, ResourceType type) {
        var terms = new ArrayList<Term>();
        for (String part : text == null || text.isBlank() ? new String[0] : text.split(",")) {
            var matcher = TERM.matcher(part);
            if (!matcher.matches()) {
                throw ApiException.badRequest("invalid selector: '%s'; can't understand '%s'".formatted(text, part));
            }
            String field = matcher.group(1);
            if (!isSelectable(field, type)) {
                throw ApiException.badRequest("field label not supported: " + field);
            }
            terms.add(new Term(List.of(field.split("\\.")), matcher.group(2).equals("!="), matcher.group(3)));
        }
        return new FieldSelector(List.copyOf(terms));
    }

    private static boolean isSelectable(String field, ResourceType type) {
        return field.equals("metadata.name")
                || field.equals("metadata.namespace")
                || type.selectableFields().contains(field);
    }

    @Override
    public boolean test(JsonNode object) {
        return terms.stream().allMatch(term -> term.test(object));
    }

    private record Term(List<String> path, boolean negated, String value) {
        boolean test(JsonNode object) {
            JsonNode node = object;
            for (String step : path) {
                node = node.path(step);
            }
            return node.asText("").equals(value) != negated;
        }
    }
}
