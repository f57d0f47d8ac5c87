package dev.ioreq.crds.validation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ioreq.crds.generator.CrdGeneration;
import dev.ioreq.crds.generator.ResourceTypes;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What an API server with our CRDs says to a resource: nothing if it takes it, otherwise a line for each fault. */
final class Admission {

    private final Map<String, JSONSchemaProps> schemas = ResourceTypes.ALL.stream()
            .map(CrdGeneration::crdOf)
            .collect(Collectors.toMap(Admission::kindOf, Admission::schemaOf));

    /** The faults of a new resource. */
    List<String> create(JsonNode resource) {
        return judge(resource, null);
    }

    /** The faults of a resource that shall take the place of another. */
    List<String> update(JsonNode old, JsonNode resource) {
        return judge(resource, schemaFor(old).withDefaults(old));
    }

    /** The schema of a kind. */
    JSONSchemaProps schema(String kind) {
        return schemas.get(kind);
    }

    private List<String> judge(JsonNode resource, JsonNode old) {
        SchemaCheck schema = schemaFor(resource);
        JsonNode complete = schema.withDefaults(resource);
        Faults faults = schema.faults(complete);
        if (!faults.areBlocking()) {
            RuleCheck.check(schema.root(), complete, old, faults);
        }
        return faults.lines();
    }

    private SchemaCheck schemaFor(JsonNode resource) {
        String kind = resource.path("kind").asText();
        if (!schemas.containsKey(kind)) {
            throw new IllegalArgumentException("no CRD for kind '" + kind + "', only for " + schemas.keySet());
        }
        return new SchemaCheck(schemas.get(kind));
    }

    private static String kindOf(CustomResourceDefinition crd) {
        return crd.getSpec().getNames().getKind();
    }

    private static JSONSchemaProps schemaOf(CustomResourceDefinition crd) {
        return crd.getSpec().getVersions().get(0).getSchema().getOpenAPIV3Schema();
    }
}
