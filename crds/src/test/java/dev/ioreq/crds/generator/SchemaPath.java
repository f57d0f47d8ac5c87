package dev.ioreq.crds.generator;

import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;

/** Finds a part of a schema by a path such as {@code spec.ranges[].port}; {@code []} steps into the items of a list. */
final class SchemaPath {

    private SchemaPath() {}

    /** The schema at the path; a path that leads nowhere is an error, so that no refinement is lost when a field is renamed. */
    static JSONSchemaProps at(JSONSchemaProps root, String path) {
        JSONSchemaProps here = root;
        for (String step : path.split("[.]")) {
            String field = step.replace("[]", "");
            JSONSchemaProps next = here.getProperties().get(field);
            if (next == null) {
                throw new IllegalArgumentException("no field '" + field + "' on the way of " + path + "; there are "
                        + here.getProperties().keySet());
            }
            here = step.endsWith("[]") ? next.getItems().getSchema() : next;
        }
        return here;
    }
}
