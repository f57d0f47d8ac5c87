package dev.ioreq.playground.apiserver.schema;

/** Where a value stands, as error messages write it: {@code spec.ranges[0].port}. The root is empty. */
public record FieldPath(String text) {
    public static final FieldPath ROOT = new FieldPath("");

    public FieldPath child(String name) {
        return new FieldPath(text.isEmpty() ? name : text + "." + name);
    }

    public FieldPath index(int index) {
        return new FieldPath(text + "[" + index + "]");
    }

    /** A key of a map. */
    public FieldPath key(String key) {
        return new FieldPath(text + "[" + key + "]");
    }

    @Override
    public String toString() {
        return text;
    }
}
