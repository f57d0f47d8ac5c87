package dev.ioreq.playground.apiserver.write;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ioreq.playground.apiserver.builtin.Strategies;
import dev.ioreq.playground.apiserver.cel.CelRules;
import dev.ioreq.playground.apiserver.json.Json;
import dev.ioreq.playground.apiserver.resource.ApiException;
import dev.ioreq.playground.apiserver.resource.Metadata;
import dev.ioreq.playground.apiserver.resource.ResourceType;
import dev.ioreq.playground.apiserver.schema.FieldError;
import dev.ioreq.playground.apiserver.schema.FieldPath;
import dev.ioreq.playground.apiserver.schema.SchemaValidator;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The last gate before an object is stored. */
final class Validation {
    private final CelRules rules;

    Validation(CelRules rules) {
        this.rules = rules;
    }

    /**
     * @param live the version before; null for a new object
     * @throws ApiException 422 that lists everything wrong
     */
    void check(ObjectNode live, ObjectNode next, ResourceType type) {
        var errors = new ArrayList<>(MetadataRules.check(live, next, type));
        errors.addAll(Strategies.of(type).validate(live, next));
        if (type.custom()) {
            errors.addAll(custom(live, next, type));
        }
        if (!errors.isEmpty()) {
            throw invalid(type, Metadata.name(next), errors);
        }
    }

    private List<FieldError> custom(ObjectNode live, ObjectNode next, ResourceType type) {
        var schema = type.schema().get();
        var errors = new ArrayList<>(SchemaValidator.validate(next, live, schema, FieldPath.ROOT));
        if (errors.stream().noneMatch(FieldError::blocking)) {
            errors.addAll(rules.check(next, live, schema));
        } else if (CelRules.any(schema)) {
            errors.add(new FieldError(
                    FieldPath.ROOT,
                    "FieldValueInvalid",
                    "Invalid value: \"null\": some validation rules were not checked because the object was invalid;"
                            + " correct the existing errors to complete validation",
                    false));
        }
        return errors;
    }

    static ApiException invalid(ResourceType type, String name, List<FieldError> errors) {
        var details = Json.object().put("name", name);
        if (!type.groupVersion().group().isEmpty()) {
            details.put("group", type.groupVersion().group());
        }
        details.put("kind", type.kind());
        var causes = details.putArray("causes");
        for (var error : errors) {
            String field = error.field().text();
            causes.addObject()
                    .put("reason", error.reason())
                    .put("message", error.message())
                    .put("field", field.isEmpty() ? "<nil>" : field);
        }
        String listed = errors.stream().map(FieldError::toString).collect(Collectors.joining(", "));
        String all = errors.size() == 1 ? listed : "[" + listed + "]";
        return new ApiException(
                422, "Invalid", "%s \"%s\" is invalid: %s".formatted(type.qualifiedKind(), name, all), details);
    }
}
