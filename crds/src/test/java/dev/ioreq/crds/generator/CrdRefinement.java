package dev.ioreq.crds.generator;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import dev.ioreq.crds.grant.DomainGrant;
import dev.ioreq.crds.ioreqserver.IoreqServer;
import dev.ioreq.crds.xennode.XenNode;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.CustomResource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;

/** What a CRD needs beyond the annotations of its type. */
final class CrdRefinement {

    private static final String NAMESPACE_NAME = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$";
    private static final String NODE_NAME = "^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$";

    private final Class<? extends CustomResource<?, ?>> type;

    CrdRefinement(Class<? extends CustomResource<?, ?>> type) {
        this.type = type;
    }

    CustomResourceDefinition refine(CustomResourceDefinition crd) {
        CustomResourceDefinitionVersion version = crd.getSpec().getVersions().get(0);
        JSONSchemaProps root = version.getSchema().getOpenAPIV3Schema();
        sortColumns(version.getAdditionalPrinterColumns());
        root.setDescription(type.getAnnotation(JsonClassDescription.class).value());
        if (type == IoreqServer.class) {
            refineIoreqServer(root);
        } else if (type == XenNode.class) {
            refineXenNode(root);
        } else if (type == DomainGrant.class) {
            refineDomainGrant(root);
        }
        SchemaPath.at(root, "status").setDefault(InitialStatus.json());
        mapList(root, "status.conditions", "type");
        DeclaredOrder.apply(root, type);
        SchemaWalk.each(root, CrdRefinement::refinePart);
        return crd;
    }

    private static void refineIoreqServer(JSONSchemaProps root) {
        root.setRequired(List.of("spec"));
        describe(root, "What is declared.", "What the operator answers.");
        mapList(root, "spec.ranges", "name");
        listType(root, "status.frames", "atomic");
        SchemaPath.at(root, "spec.emulator").getProperties().computeIfPresent("template", PodTemplateSchema::replacing);
    }

    private static void refineXenNode(JSONSchemaProps root) {
        describe(root, "What is declared; most nodes need nothing here.", "What the node's agent tells.");
        // Atomic, not a map: one writer owns it whole, and field ownership of thousands of entries would double the
        // object.
        listType(root, "status.domains", "atomic");
    }

    private static void refineDomainGrant(JSONSchemaProps root) {
        root.setRequired(List.of("spec"));
        describe(
                root,
                "Who may reach what: an IoreqServer is covered if its namespace, its domain and the domain's node each are.",
                "What the operator answers.");
        listType(root, "spec.domains", "atomic");
        nameSet(root, "spec.namespaces", 63, NAMESPACE_NAME);
        nameSet(root, "spec.nodes", 253, NODE_NAME);
    }

    /** The generator sorts columns by path, which puts Age first: back to the order of the annotations. */
    private void sortColumns(List<CustomResourceColumnDefinition> columns) {
        List<String> order = Arrays.stream(type.getAnnotationsByType(AdditionalPrinterColumn.class))
                .map(AdditionalPrinterColumn::name)
                .toList();
        columns.sort(Comparator.comparingInt(column -> order.indexOf(column.getName())));
    }

    private static void describe(JSONSchemaProps root, String spec, String status) {
        SchemaPath.at(root, "spec").setDescription(spec);
        SchemaPath.at(root, "status").setDescription(status);
    }

    private static void mapList(JSONSchemaProps root, String path, String key) {
        JSONSchemaProps list = SchemaPath.at(root, path);
        list.setXKubernetesListType("map");
        list.setXKubernetesListMapKeys(List.of(key));
    }

    private static void listType(JSONSchemaProps root, String path, String listType) {
        SchemaPath.at(root, path).setXKubernetesListType(listType);
    }

    private static void nameSet(JSONSchemaProps root, String path, int longest, String pattern) {
        listType(root, path, "set");
        JSONSchemaProps name = SchemaPath.at(root, path + "[]");
        name.setMinLength(1L);
        name.setMaxLength((long) longest);
        name.setPattern(pattern);
    }

    private static void refinePart(String path, JSONSchemaProps part) {
        if ("integer".equals(part.getType())) {
            part.setFormat(path.endsWith("observedGeneration") ? "int64" : "int32");
        }
        // A rule on a record's component is found twice, on its field and on its accessor.
        if (part.getXKubernetesValidations() != null) {
            part.setXKubernetesValidations(new ArrayList<>(new LinkedHashSet<>(part.getXKubernetesValidations())));
        }
    }
}
