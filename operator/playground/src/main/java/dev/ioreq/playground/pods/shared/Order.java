package dev.ioreq.playground.pods.shared;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the shared process is told: one a line, its fields set apart by tabs. */
sealed interface Order {
    /** Run an emulator. */
    record Start(String id, String log, String socket, List<String> arguments) implements Order {
        public Start {
            arguments = List.copyOf(arguments);
        }
    }

    /** End one in order. */
    record Stop(String id) implements Order {}

    /** The order that a line gives. */
    static Order parse(String line) {
        List<String> fields = Arrays.asList(line.split("\t", -1));
        return switch (fields.get(0)) {
            case "start" -> new Start(fields.get(1), fields.get(2), fields.get(3), fields.subList(4, fields.size()));
            case "stop" -> new Stop(fields.get(1));
            default -> throw new IllegalArgumentException("\"" + line + "\": expected start or stop");
        };
    }

    /** The line that gives this order. */
    default String line() {
        if (this instanceof Start start) {
            return Stream.concat(
                            Stream.of("start", start.id(), start.log(), start.socket()), start.arguments().stream())
                    .peek(Order::requireOneField)
                    .collect(Collectors.joining("\t"));
        }
        return "stop\t" + ((Stop) this).id();
    }

    private static void requireOneField(String field) {
        if (field.indexOf('\t') >= 0 || field.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("\"" + field + "\" has a tab or a line end, which cannot be told");
        }
    }
}
