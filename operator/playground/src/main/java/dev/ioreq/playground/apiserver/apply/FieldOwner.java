package dev.ioreq.playground.apiserver.apply;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.TreeMap;

/**
 * A manager in one of its roles.
 *
 * @param operation Apply or Update
 * @param subresource through which it writes; empty for the object itself
 */
public record FieldOwner(String manager, String operation, String subresource) {
    public static FieldOwner applying(String manager, String subresource) {
        return new FieldOwner(manager, "Apply", subresource);
    }

    public static FieldOwner updating(String manager, String subresource) {
        return new FieldOwner(manager, "Update", subresource);
    }

    static FieldOwner read(JsonNode entry) {
        return new FieldOwner(
                entry.path("manager").asText(),
                entry.path("operation").asText(),
                entry.path("subresource").asText(""));
    }

    /** Those of the fields that a write through this role can own: the status of its own, or anything else. */
    FieldSet reach(FieldSet fields) {
        if (!subresource.equals("status")) {
            return fields;
        }
        var status = new TreeMap<PathElement, FieldSet>();
        status.put(PathElement.field("status"), fields.child(PathElement.field("status")));
        return FieldSet.of(false, status);
    }
}
