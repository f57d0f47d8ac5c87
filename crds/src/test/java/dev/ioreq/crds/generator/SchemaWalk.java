package dev.ioreq.crds.generator;

import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.function.BiConsumer;

/** Visits a schema and everything below it, with the path of each part: {@code spec.ranges[].port}; the root's path is empty. */
public final class SchemaWalk {

    private SchemaWalk() {}

    /** Calls the visitor with each path and schema, outer before inner. */
    public static void each(JSONSchemaProps schema, BiConsumer<String, JSONSchemaProps> visitor) {
        each("", schema, visitor);
    }

    private static void each(String path, JSONSchemaProps schema, BiConsumer<String, JSONSchemaProps> visitor) {
        visitor.accept(path, schema);
        if (schema.getProperties() != null) {
            schema.getProperties()
                    .forEach((name, field) -> each(path.isEmpty() ? name : path + "." + name, field, visitor));
        }
        if (schema.getItems() != null) {
            each(path + "[]", schema.getItems().getSchema(), visitor);
        }
    }
}
