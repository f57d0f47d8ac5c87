package dev.ioreq.crds.generator;

import dev.ioreq.crds.common.ConditionReason;
import dev.ioreq.crds.common.ConditionType;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionNames;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The reference page of a resource, as Markdown: what it is, every field, every rule, every condition. */
final class ReferencePage {

    private final CustomResourceDefinition crd;
    private final StringBuilder page = new StringBuilder();

    private ReferencePage(CustomResourceDefinition crd) {
        this.crd = crd;
    }

    static String of(CustomResourceDefinition crd) {
        return new ReferencePage(crd).write();
    }

    private String write() {
        CustomResourceDefinitionVersion version = crd.getSpec().getVersions().get(0);
        JSONSchemaProps root = version.getSchema().getOpenAPIV3Schema();
        head(version, root);
        fields("spec", root);
        fields("status", root);
        conditions();
        return page.toString();
    }

    private void head(CustomResourceDefinitionVersion version, JSONSchemaProps root) {
        CustomResourceDefinitionNames names = crd.getSpec().getNames();
        line("<!-- Generated from the types in crds/. Do not edit: change the types, then write this file anew with");
        line("     " + GeneratedFiles.COMMAND + " -->");
        line("# " + names.getKind());
        line("");
        line(root.getDescription());
        line("");
        line("| Name | Value |");
        line("|---|---|");
        line("| apiVersion | `" + crd.getSpec().getGroup() + "/" + version.getName() + "` |");
        line("| kind | `" + names.getKind() + "` |");
        line("| scope | " + crd.getSpec().getScope() + " |");
        line("| kubectl | `kubectl get " + names.getShortNames().get(0) + "`, with all of ours: `kubectl get "
                + names.getCategories().get(0) + "` |");
        line("| columns | " + columns(version, 0) + " |");
        line("| more with `-o wide` | " + columns(version, 1) + " |");
        line("");
        line("Examples: [manifests/examples](../../manifests/examples).");
    }

    private static String columns(CustomResourceDefinitionVersion version, int priority) {
        return version.getAdditionalPrinterColumns().stream()
                .filter(column -> column.getPriority() == priority)
                .map(CustomResourceColumnDefinition::getName)
                .collect(Collectors.joining(", "));
    }

    /** One table for each object below {@code part}, in the order of the declaration. */
    private void fields(String part, JSONSchemaProps root) {
        SchemaWalk.each(root, (path, schema) -> {
            boolean below = path.equals(part) || path.startsWith(part + ".");
            if (below
                    && schema.getProperties() != null
                    && !schema.getProperties().isEmpty()) {
                table(path, schema);
            }
        });
    }

    private void table(String path, JSONSchemaProps object) {
        line("");
        line((path.contains(".") ? "### " : "## ") + path);
        line("");
        if (object.getDescription() != null) {
            line(object.getDescription());
            line("");
        }
        if (path.equals("status") && object.getDefault() != null) {
            line("Before the operator's first look: `" + object.getDefault() + "`");
            line("");
        }
        line("| Field | Type | Default | Constraints | Description |");
        line("|---|---|---|---|---|");
        object.getProperties()
                .forEach((name, field) ->
                        line(FieldRow.of(name, field, object.getRequired().contains(name))));
        rules(object);
    }

    /** The rules of an object and of those of its fields that have no table of their own. */
    private void rules(JSONSchemaProps object) {
        List<String> rules = new ArrayList<>();
        object.getXKubernetesValidations().forEach(rule -> rules.add("- " + rule.getMessage()));
        object.getProperties().forEach((name, field) -> {
            if (field.getProperties().isEmpty()) {
                field.getXKubernetesValidations().forEach(rule -> rules.add("- " + rule.getMessage()));
            }
        });
        if (!rules.isEmpty()) {
            line("");
            line("Refused with these words if it is otherwise:");
            line("");
            rules.forEach(this::line);
        }
    }

    private void conditions() {
        String kind = crd.getSpec().getNames().getKind();
        line("");
        line("## Conditions");
        line("");
        line("| Type | True means |");
        line("|---|---|");
        Arrays.stream(ConditionType.values())
                .filter(type -> type.isOn(kind))
                .forEach(type -> line("| `" + type + "` | " + type.description() + " |"));
        line("");
        line("Reasons:");
        line("");
        line("| Reason | Meaning |");
        line("|---|---|");
        Arrays.stream(ConditionReason.values())
                .filter(reason -> reason.isOn(kind))
                .forEach(reason -> line("| `" + reason + "` | " + reason.description() + " |"));
    }

    private void line(String text) {
        page.append(text).append('\n');
    }
}
