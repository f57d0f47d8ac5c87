package dev.ioreq.playground.apiserver.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.ioreq.playground.apiserver.json.Json;
import dev.ioreq.playground.apiserver.json.JsonPath;
import dev.ioreq.playground.apiserver.resource.Finalizers;
import dev.ioreq.playground.apiserver.resource.Metadata;
import dev.ioreq.playground.apiserver.schema.FieldError;
import dev.ioreq.playground.apiserver.schema.FieldPath;
import dev.ioreq.playground.apiserver.schema.StructuralSchema;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.PatternSyntaxException;

/** CRDs are Established as soon as they are accepted, and end only after their objects. */
final class CrdStrategy implements Strategy {
    private static final FieldPath SPEC = new FieldPath("spec");

    @Override
    public void prepareCreate(ObjectNode crd) {
        Metadata.of(crd).withArrayProperty("finalizers").add(Finalizers.CRD_CLEANUP);
        defaults(crd);
        status(crd, Metadata.now(), List.of());
    }

    @Override
    public void prepareUpdate(ObjectNode live, ObjectNode next) {
        defaults(next);
        String since = live.path("status")
                .path("conditions")
                .path(0)
                .path("lastTransitionTime")
                .asText(Metadata.now());
        status(next, since, Json.texts(live.path("status").path("storedVersions")));
    }

    private static void defaults(ObjectNode crd) {
        var spec = crd.withObjectProperty("spec");
        var names = spec.withObjectProperty("names");
        String kind = names.path("kind").asText();
        if (names.path("singular").asText("").isEmpty()) {
            names.put("singular", kind.toLowerCase(Locale.ROOT));
        }
        if (names.path("listKind").asText("").isEmpty()) {
            names.put("listKind", kind + "List");
        }
        if (!spec.has("conversion")) {
            spec.putObject("conversion").put("strategy", "None");
        }
    }

    private static void status(ObjectNode crd, String since, List<String> stored) {
        var status = crd.putObject("status");
        var conditions = status.putArray("conditions");
        condition(conditions.addObject(), "NamesAccepted", "NoConflicts", "no conflicts found", since);
        condition(
                conditions.addObject(),
                "Established",
                "InitialNamesAccepted",
                "the initial names have been accepted",
                since);
        var names = crd.path("spec").path("names").deepCopy();
        status.set("acceptedNames", names);
        var versions = new LinkedHashSet<>(stored);
        for (var version : crd.path("spec").path("versions")) {
            if (version.path("storage").asBoolean()) {
                versions.add(version.path("name").asText());
            }
        }
        versions.forEach(status.withArrayProperty("storedVersions")::add);
    }

    private static void condition(ObjectNode condition, String type, String reason, String message, String since) {
        condition
                .put("lastTransitionTime", since)
                .put("message", message)
                .put("reason", reason)
                .put("status", "True")
                .put("type", type);
    }

    @Override
    public List<FieldError> validate(ObjectNode live, ObjectNode next) {
        var errors = new ArrayList<FieldError>();
        var spec = next.path("spec");
        String expected = spec.path("names").path("plural").asText() + "."
                + spec.path("group").asText();
        if (!Metadata.name(next).equals(expected)) {
            errors.add(FieldError.invalid(
                    new FieldPath("metadata.name"),
                    TextNode.valueOf(Metadata.name(next)),
                    "must be spec.names.plural+\".\"+spec.group"));
        }
        for (String field : List.of("group", "scope")) {
            required(errors, spec, SPEC, field);
        }
        for (String field : List.of("plural", "kind")) {
            required(errors, spec.path("names"), SPEC.child("names"), field);
        }
        versions(errors, spec.path("versions"));
        if (live != null) {
            immutable(errors, live, next, "scope");
            immutable(errors, live, next, "group");
        }
        return errors;
    }

    private static void versions(List<FieldError> errors, JsonNode versions) {
        var path = SPEC.child("versions");
        int storage = 0;
        for (int i = 0; i < versions.size(); i++) {
            storage += versions.get(i).path("storage").asBoolean() ? 1 : 0;
            schema(errors, versions.get(i).path("schema").path("openAPIV3Schema"), path.index(i));
            columns(errors, versions.get(i).path("additionalPrinterColumns"), path.index(i));
        }
        if (storage != 1) {
            errors.add(FieldError.invalid(path, versions, "must have exactly one version marked as storage version"));
        }
    }

    private static void schema(List<FieldError> errors, JsonNode schema, FieldPath version) {
        var path = version.child("schema").child("openAPIV3Schema");
        if (!schema.isObject()) {
            errors.add(FieldError.required(path, "schemas are required"));
            return;
        }
        try {
            StructuralSchema.read(schema);
        } catch (PatternSyntaxException e) {
            errors.add(FieldError.invalid(
                    path,
                    TextNode.valueOf(e.getPattern()),
                    "must be a valid regular expression: " + e.getDescription()));
        }
    }

    private static void columns(List<FieldError> errors, JsonNode columns, FieldPath version) {
        for (int i = 0; i < columns.size(); i++) {
            var declared = columns.get(i).path("jsonPath");
            try {
                JsonPath.parse(declared.asText());
            } catch (IllegalArgumentException e) {
                var path = version.child("additionalPrinterColumns").index(i).child("jsonPath");
                errors.add(FieldError.invalid(path, declared, e.getMessage()));
            }
        }
    }

    private static void required(List<FieldError> errors, JsonNode object, FieldPath path, String field) {
        if (object.path(field).asText("").isEmpty()) {
            errors.add(FieldError.required(path.child(field), ""));
        }
    }

    private static void immutable(List<FieldError> errors, ObjectNode live, ObjectNode next, String field) {
        var value = next.path("spec").path(field);
        if (!value.equals(live.path("spec").path(field))) {
            errors.add(FieldError.invalid(SPEC.child(field), value, "field is immutable"));
        }
    }
}
