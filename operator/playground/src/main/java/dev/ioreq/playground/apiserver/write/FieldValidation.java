package dev.ioreq.playground.apiserver.write;

import dev.ioreq.playground.apiserver.resource.ApiException;

/** What becomes of fields that the schema does not know: all are dropped, two of three say so. */
public enum FieldValidation {
    IGNORE,
    WARN,
    STRICT;

    /** Reads the query parameter; null and empty mean {@link #WARN}. */
    public static FieldValidation parse(String text) {
        return switch (text == null ? "" : text) {
            case "", "Warn" -> WARN;
            case "Strict" -> STRICT;
            case "Ignore" -> IGNORE;
            default ->
                throw ApiException.badRequest("fieldValidation: Unsupported value: \"" + text
                        + "\": supported values: \"Ignore\", \"Strict\", \"Warn\"");
        };
    }
}
