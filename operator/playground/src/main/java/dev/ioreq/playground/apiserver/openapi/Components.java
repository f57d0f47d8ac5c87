package dev.ioreq.playground.apiserver.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ioreq.playground.apiserver.builtin.BuiltinTypes;
import dev.ioreq.playground.apiserver.builtin.ModelOpenApi;
import dev.ioreq.playground.apiserver.json.Json;
import dev.ioreq.playground.apiserver.resource.ResourceType;
import io.fabric8.kubernetes.api.model.ObjectMeta;

/** The schemas of one document. */
final class Components {
    private final ObjectNode schemas = Json.object();
    private final ModelOpenApi models = new ModelOpenApi(schemas);

    ObjectNode schemas() {
        return schemas;
    }

    /** Adds a built-in type; returns its name. */
    String builtin(ResourceType type) {
        String name = models.add(BuiltinTypes.model(type));
        identify((ObjectNode) schemas.get(name), type);
        return name;
    }

    /** Adds a type of a CRD as the CRD wrote it, with the fields every object has; returns its name. */
    String custom(ResourceType type, JsonNode crd) {
        String name = type.groupVersion().group() + "." + type.groupVersion().version() + "." + type.kind();
        for (var version : crd.path("spec").path("versions")) {
            if (version.path("name").asText().equals(type.groupVersion().version())) {
                ObjectNode schema = version.at("/schema/openAPIV3Schema").deepCopy();
                var properties = schema.withObjectProperty("properties");
                properties.putObject("apiVersion").put("type", "string");
                properties.putObject("kind").put("type", "string");
                var metadata = properties.putObject("metadata");
                metadata.putArray("allOf")
                        .addObject()
                        .put("$ref", "#/components/schemas/" + models.add(ObjectMeta.class));
                identify(schema, type);
                schemas.set(name, schema);
            }
        }
        return name;
    }

    private static void identify(ObjectNode schema, ResourceType type) {
        schema.putArray("x-kubernetes-group-version-kind").add(OpenApi.kind(type));
    }
}
