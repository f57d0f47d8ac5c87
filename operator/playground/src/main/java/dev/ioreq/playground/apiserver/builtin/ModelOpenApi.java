package dev.ioreq.playground.apiserver.builtin;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ioreq.playground.apiserver.json.Json;

/** Writes model classes as OpenAPI components, each with all it refers to. */
public final class ModelOpenApi {
    private static final String MODEL_PACKAGE = "io.fabric8.kubernetes.api.model.";

    private final ObjectNode components;

    /** @param components where they are written to */
    public ModelOpenApi(ObjectNode components) {
        this.components = components;
    }

    /** Adds a class unless it is there; returns the component's name. */
    public String add(Class<?> model) {
        String name = "io.k8s." + model.getName().substring(MODEL_PACKAGE.length());
        if (!components.has(name)) {
            var component = components.putObject(name).put("type", "object");
            var properties = component.putObject("properties");
            for (var property : ModelSchemas.properties(model)) {
                properties.set(property.getName(), value(property.getPrimaryType()));
            }
        }
        return name;
    }

    private JsonNode value(JavaType type) {
        if (type.isCollectionLikeType()) {
            var list = Json.object().put("type", "array");
            list.set("items", value(type.getContentType()));
            return list;
        }
        if (type.isMapLikeType()) {
            var map = Json.object().put("type", "object");
            map.set("additionalProperties", value(type.getContentType()));
            return map;
        }
        if (ModelSchemas.isStruct(type.getRawClass())) {
            var reference = Json.object();
            reference.putArray("allOf").addObject().put("$ref", "#/components/schemas/" + add(type.getRawClass()));
            return reference;
        }
        return ModelSchemas.scalar(type.getRawClass());
    }
}
