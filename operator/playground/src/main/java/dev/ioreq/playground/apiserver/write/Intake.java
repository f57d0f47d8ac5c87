package dev.ioreq.playground.apiserver.write;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ioreq.playground.apiserver.resource.ApiException;
import dev.ioreq.playground.apiserver.resource.ResourceType;
import dev.ioreq.playground.apiserver.schema.Defaulter;
import dev.ioreq.playground.apiserver.schema.FieldPath;
import dev.ioreq.playground.apiserver.schema.Pruner;
import dev.ioreq.playground.apiserver.schema.SchemaValidator;
import java.util.List;
import java.util.stream.Collectors;

/** A body as it arrives: of the right kind, without unknown fields, with defaults. */
final class Intake {
    private Intake() {}

    /** Changes {@code body} in place; returns warnings. */
    static List<String> accept(ObjectNode body, ResourceType type, FieldValidation validation) {
        var warnings = acceptApplied(body, type, validation);
        Defaulter.fill(body, type.schema().get());
        return warnings;
    }

    /** The same for a configuration to apply, which gets no defaults: its manager would own them. */
    static List<String> acceptApplied(ObjectNode body, ResourceType type, FieldValidation validation) {
        identify(body, type);
        var unknown = Pruner.prune(body, type.schema().get());
        if (!unknown.isEmpty() && validation == FieldValidation.STRICT) {
            throw ApiException.badRequest("%s in version \"%s\" cannot be handled as a %s: strict decoding error: %s"
                    .formatted(type.kind(), type.groupVersion().version(), type.kind(), named(unknown, ", ")));
        }
        if (!type.custom()) {
            decodable(body, type);
        }
        return validation == FieldValidation.WARN
                ? unknown.stream().map(Intake::named).toList()
                : List.of();
    }

    private static String named(List<FieldPath> unknown, String separator) {
        return unknown.stream().map(Intake::named).collect(Collectors.joining(separator));
    }

    private static String named(FieldPath unknown) {
        return "unknown field \"" + unknown + "\"";
    }

    private static void identify(ObjectNode body, ResourceType type) {
        String apiVersion = body.path("apiVersion").asText("");
        String kind = body.path("kind").asText("");
        if (!apiVersion.isEmpty() && !apiVersion.equals(type.apiVersion())) {
            throw ApiException.badRequest(
                    "the API version in the data (%s) does not match the expected API version (%s)"
                            .formatted(apiVersion, type.apiVersion()));
        }
        if (!kind.isEmpty() && !kind.equals(type.kind())) {
            throw ApiException.badRequest(
                    "the kind in the data (%s) does not match the expected kind (%s)".formatted(kind, type.kind()));
        }
        body.put("apiVersion", type.apiVersion()).put("kind", type.kind());
    }

    /** Built-in types are Go structs in a real server: a value of the wrong type does not even decode. */
    private static void decodable(ObjectNode body, ResourceType type) {
        for (var error : SchemaValidator.validate(body, null, type.schema().get(), FieldPath.ROOT)) {
            if (error.reason().equals("FieldValueTypeInvalid")) {
                throw ApiException.badRequest(
                        "%s in version \"%s\" cannot be handled as a %s: json: cannot unmarshal into Go struct field: %s"
                                .formatted(type.kind(), type.groupVersion().version(), type.kind(), error));
            }
        }
    }
}
