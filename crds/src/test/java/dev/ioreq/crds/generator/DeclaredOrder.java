package dev.ioreq.crds.generator;

import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.CustomResource;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.Map;

/** Puts the fields of a schema into the order in which the records declare them; the generator sorts them by name. */
final class DeclaredOrder {

    private DeclaredOrder() {}

    static void apply(JSONSchemaProps root, Class<? extends CustomResource<?, ?>> type) {
        ParameterizedType resource = (ParameterizedType) type.getGenericSuperclass();
        Type[] specAndStatus = resource.getActualTypeArguments();
        sort(root.getProperties().get("spec"), specAndStatus[0]);
        sort(root.getProperties().get("status"), specAndStatus[1]);
    }

    private static void sort(JSONSchemaProps schema, Type declared) {
        if (declared instanceof ParameterizedType list) {
            sort(schema.getItems().getSchema(), list.getActualTypeArguments()[0]);
        } else if (declared instanceof Class<?> record && record.isRecord()) {
            Map<String, JSONSchemaProps> sorted = new LinkedHashMap<>();
            for (RecordComponent component : record.getRecordComponents()) {
                JSONSchemaProps field = schema.getProperties().get(component.getName());
                sorted.put(component.getName(), field);
                sort(field, component.getGenericType());
            }
            schema.setProperties(sorted);
        }
    }
}
