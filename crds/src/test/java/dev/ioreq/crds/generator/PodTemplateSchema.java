package dev.ioreq.crds.generator;

import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsOrArray;

/**
 * The schema of a pod template: only what a rule of ours reads, the rest is taken as it is.
 *
 * <p>Written out, a pod's schema has 3000 lines and fields that are a number or a string, because of which older API servers treat every
 * list of the whole CRD as atomic. The API server checks the rest when the operator creates the pod.
 */
final class PodTemplateSchema {

    private PodTemplateSchema() {}

    static JSONSchemaProps replacing(String field, JSONSchemaProps generated) {
        return open("object")
                .withDescription(generated.getDescription())
                .withRequired("spec")
                .addToProperties(
                        "metadata",
                        open("object")
                                .withDescription(
                                        "Labels and annotations for the pod. Name and namespace are the operator's.")
                                .build())
                .addToProperties(
                        "spec",
                        open("object")
                                .withDescription("A pod's spec. nodeName and restartPolicy are the operator's.")
                                .withRequired("containers")
                                .addToProperties("containers", containers())
                                .build())
                .build();
    }

    private static JSONSchemaProps containers() {
        JSONSchemaProps container = open("object")
                .withRequired("name")
                .addToProperties(
                        "name",
                        new JSONSchemaPropsBuilder()
                                .withType("string")
                                .withDescription("The container's name, as a DNS label.")
                                .withMinLength(1L)
                                .withMaxLength(63L)
                                .withPattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
                                .build())
                .build();
        return new JSONSchemaPropsBuilder()
                .withType("array")
                .withDescription("The pod's containers; the emulator is one of them.")
                .withMinItems(1L)
                .withMaxItems(16L)
                .withXKubernetesListType("map")
                .withXKubernetesListMapKeys("name")
                .withItems(new JSONSchemaPropsOrArray(null, container))
                .build();
    }

    private static JSONSchemaPropsBuilder open(String type) {
        return new JSONSchemaPropsBuilder().withType(type).withXKubernetesPreserveUnknownFields(true);
    }
}
