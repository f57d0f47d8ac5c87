package dev.ioreq.playground.apiserver.custom;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ioreq.playground.apiserver.builtin.ModelSchemas;
import dev.ioreq.playground.apiserver.json.Json;
import dev.ioreq.playground.apiserver.resource.Conversion;
import dev.ioreq.playground.apiserver.resource.GroupResource;
import dev.ioreq.playground.apiserver.resource.GroupVersion;
import dev.ioreq.playground.apiserver.resource.Names;
import dev.ioreq.playground.apiserver.resource.PrinterColumn;
import dev.ioreq.playground.apiserver.resource.ResourceType;
import dev.ioreq.playground.apiserver.schema.StructuralSchema;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Reads a CRD into one resource type for each served version. */
public final class DeclaredTypes {
    private final ModelSchemas models;

    public DeclaredTypes(ModelSchemas models) {
        this.models = models;
    }

    public List<ResourceType> of(JsonNode crd) {
        var types = new ArrayList<ResourceType>();
        for (var version : crd.path("spec").path("versions")) {
            if (version.path("served").asBoolean()) {
                types.add(type(crd.path("spec"), version));
            }
        }
        return types;
    }

    /** The collection a CRD declares. */
    public static GroupResource storage(JsonNode crd) {
        var spec = crd.path("spec");
        return new GroupResource(
                spec.path("group").asText(), spec.path("names").path("plural").asText());
    }

    private ResourceType type(JsonNode spec, JsonNode version) {
        var served = new GroupVersion(
                spec.path("group").asText(), version.path("name").asText());
        var subresources = new HashSet<String>();
        version.path("subresources").fieldNames().forEachRemaining(subresources::add);
        var selectable = new HashSet<String>();
        version.path("selectableFields")
                .forEach(field -> selectable.add(field.path("jsonPath").asText().replaceFirst("^\\.", "")));
        var names = names(spec.path("names"));
        return new ResourceType(
                served,
                names,
                new GroupResource(served.group(), names.plural()),
                spec.path("scope").asText().equals("Namespaced"),
                Set.copyOf(subresources),
                true,
                true,
                schema(version.path("schema").path("openAPIV3Schema")),
                conversion(spec, served),
                Set.copyOf(selectable),
                columns(version.path("additionalPrinterColumns")));
    }

    private static Names names(JsonNode names) {
        return new Names(
                names.path("plural").asText(),
                names.path("singular").asText(),
                names.path("kind").asText(),
                Json.texts(names.path("shortNames")),
                Json.texts(names.path("categories")));
    }

    private Supplier<StructuralSchema> schema(JsonNode declared) {
        var whole = StructuralSchema.read(declared).asResource(models.of(ObjectMeta.class));
        return () -> whole;
    }

    private static Conversion conversion(JsonNode spec, GroupVersion served) {
        for (var version : spec.path("versions")) {
            if (version.path("storage").asBoolean()) {
                var stored =
                        new GroupVersion(served.group(), version.path("name").asText());
                return stored.equals(served)
                        ? Conversion.NONE
                        : Conversion.renaming(stored.toString(), served.toString());
            }
        }
        return Conversion.NONE;
    }

    private static List<PrinterColumn> columns(JsonNode columns) {
        var read = new ArrayList<PrinterColumn>();
        for (var column : columns) {
            read.add(new PrinterColumn(
                    column.path("name").asText(),
                    column.path("type").asText(),
                    column.path("format").asText(""),
                    column.path("description").asText(""),
                    column.path("jsonPath").asText(),
                    column.path("priority").asInt(0)));
        }
        return List.copyOf(read);
    }
}
