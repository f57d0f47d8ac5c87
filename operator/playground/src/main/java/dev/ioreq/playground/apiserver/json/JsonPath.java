package dev.ioreq.playground.apiserver.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The JSONPath of printer columns: {@code .a.b}, {@code ['a.b']}, {@code [0]}, {@code [-1]}, {@code [*]}, {@code .*} and
 * {@code [?(@.type=="Ready")]} with {@code ==} or {@code !=}.
 */
public final class JsonPath {
    private static final Pattern STEP =
            Pattern.compile("\\.?\\[\\?\\(\\s*@\\.?([^=!\\s]*)\\s*(==|!=)\\s*(['\"]?)(.*?)\\3\\s*\\)]"
                    + "|\\.?\\[['\"](.*?)['\"]]"
                    + "|\\.?\\[(-?\\d+)]"
                    + "|(\\.?\\[\\*]|\\.\\*)"
                    + "|\\.((?:[^.\\[\\\\]|\\\\.)+)");

    private final List<UnaryOperator<List<JsonNode>>> steps;

    private JsonPath(List<UnaryOperator<List<JsonNode>>> steps) {
        this.steps = steps;
    }

    /** Parses a path; throws {@link IllegalArgumentException} naming the part it cannot read. */
    public static JsonPath parse(String text) {
        String path = text.replaceFirst("^\\{(.*)}$", "$1").replaceFirst("^\\$", "");
        var steps = new ArrayList<UnaryOperator<List<JsonNode>>>();
        var matcher = STEP.matcher(path);
        int at = 0;
        while (at < path.length()) {
            if (!matcher.find(at) || matcher.start() != at) {
                throw new IllegalArgumentException("JSONPath " + text + ": cannot read " + path.substring(at));
            }
            steps.add(step(matcher));
            at = matcher.end();
        }
        return new JsonPath(List.copyOf(steps));
    }

    /** What the path finds, in order. */
    public List<JsonNode> find(JsonNode root) {
        var found = List.of(root);
        for (var step : steps) {
            found = step.apply(found);
        }
        return found;
    }

    private static UnaryOperator<List<JsonNode>> step(Matcher matcher) {
        if (matcher.group(2) != null) {
            return filter(matcher.group(1), matcher.group(2).equals("!="), matcher.group(4));
        }
        if (matcher.group(5) != null) {
            return field(matcher.group(5));
        }
        if (matcher.group(6) != null) {
            return index(Integer.parseInt(matcher.group(6)));
        }
        return matcher.group(7) != null
                ? JsonPath::children
                : field(matcher.group(8).replaceAll("\\\\(.)", "$1"));
    }

    private static UnaryOperator<List<JsonNode>> field(String name) {
        return nodes -> nodes.stream()
                .map(node -> node.path(name))
                .filter(JsonPath::isThere)
                .toList();
    }

    private static UnaryOperator<List<JsonNode>> index(int index) {
        return nodes -> nodes.stream()
                .map(node -> node.path(index < 0 ? node.size() + index : index))
                .filter(JsonPath::isThere)
                .toList();
    }

    private static List<JsonNode> children(List<JsonNode> nodes) {
        var children = new ArrayList<JsonNode>();
        nodes.forEach(node -> node.forEach(children::add));
        return children;
    }

    private static UnaryOperator<List<JsonNode>> filter(String path, boolean negated, String wanted) {
        var below = parse(path.isEmpty() ? "" : "." + path);
        return nodes -> children(nodes).stream()
                .filter(node -> below.find(node).stream()
                                .anyMatch(found -> found.asText().equals(wanted))
                        != negated)
                .toList();
    }

    private static boolean isThere(JsonNode node) {
        return !node.isMissingNode() && !node.isNull();
    }
}
