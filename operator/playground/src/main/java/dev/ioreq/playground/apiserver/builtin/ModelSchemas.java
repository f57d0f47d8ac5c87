package dev.ioreq.playground.apiserver.builtin;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.ioreq.playground.apiserver.json.Json;
import dev.ioreq.playground.apiserver.schema.StructuralSchema;
import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.runtime.RawExtension;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Schemas of built-in types, read off the Fabric8 model classes when they are first asked for. */
public final class ModelSchemas {
    private static final Set<Class<?>> SCALAR_OR_NUMBER = Set.of(IntOrString.class, Quantity.class);
    private static final Set<Class<?>> OPEN =
            Set.of(Object.class, RawExtension.class, KubernetesResource.class, FieldsV1.class);

    private final Map<Class<?>, StructuralSchema> known = new HashMap<>();

    /** The schema of a model class; types that contain themselves end in {@link StructuralSchema#ANY}. */
    public synchronized StructuralSchema of(Class<?> model) {
        var schema = known.get(model);
        if (schema == null) {
            known.put(model, StructuralSchema.ANY);
            schema = struct(model);
            known.put(model, schema);
        }
        return schema;
    }

    private StructuralSchema struct(Class<?> model) {
        var properties = new LinkedHashMap<String, StructuralSchema>();
        for (var property : properties(model)) {
            properties.put(property.getName(), property(model, property));
        }
        return StructuralSchema.struct(properties);
    }

    static List<BeanPropertyDefinition> properties(Class<?> model) {
        var config = Json.MAPPER.getSerializationConfig();
        return config.introspect(config.constructType(model)).findProperties();
    }

    private StructuralSchema property(Class<?> model, BeanPropertyDefinition property) {
        var type = property.getPrimaryType();
        if (type.isCollectionLikeType()) {
            var shape = ListShapes.of(model, property.getName());
            return StructuralSchema.listOf(value(type.getContentType()), shape.type(), shape.keys());
        }
        if (property.getName().equals("protocol") && type.hasRawClass(String.class)) {
            return StructuralSchema.read(scalar("string").set("default", TextNode.valueOf("TCP")));
        }
        return value(type);
    }

    private StructuralSchema value(JavaType type) {
        if (type.isCollectionLikeType()) {
            return StructuralSchema.read(scalar("array"));
        }
        if (type.isMapLikeType()) {
            return StructuralSchema.mapOf(value(type.getContentType()));
        }
        return isStruct(type.getRawClass())
                ? of(type.getRawClass())
                : StructuralSchema.read(scalar(type.getRawClass()));
    }

    /** Whether a class is written as an object with fields of its own. */
    static boolean isStruct(Class<?> type) {
        return type.getName().startsWith("io.fabric8.kubernetes.api.model")
                && !type.isEnum()
                && !type.isInterface()
                && !SCALAR_OR_NUMBER.contains(type)
                && !OPEN.contains(type)
                && type != MicroTime.class
                && !type.getSimpleName().startsWith("JSONSchemaPropsOr")
                && !type.getSimpleName().equals("JSON");
    }

    /** The OpenAPI schema of a class that is no struct. */
    static JsonNode scalar(Class<?> type) {
        if (SCALAR_OR_NUMBER.contains(type)) {
            return Json.object().put("x-kubernetes-int-or-string", true);
        }
        if (type == String.class || type == MicroTime.class || type.isEnum()) {
            return scalar("string");
        }
        if (type == Boolean.class || type == boolean.class) {
            return scalar("boolean");
        }
        if (type == Integer.class || type == int.class) {
            return scalar("integer").put("format", "int32");
        }
        if (type == Long.class || type == long.class) {
            return scalar("integer").put("format", "int64");
        }
        if (type == Double.class || type == Float.class) {
            return scalar("number");
        }
        return Json.object().put("x-kubernetes-preserve-unknown-fields", true);
    }

    private static ObjectNode scalar(String type) {
        return Json.object().put("type", type);
    }
}
