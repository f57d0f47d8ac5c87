package dev.ioreq.playground.manifests;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The published rules by which kstatus (sigs.k8s.io/cli-utils, pkg/kstatus) reads a custom resource, in their order: deletion, then
 * generation, then {@code Reconciling} and {@code Stalled}, then {@code Ready}.
 */
public enum Kstatus {
    Terminating,
    InProgress,
    Failed,
    Current;

    /** What they say of a resource as it is now. */
    public static Kstatus of(JsonNode resource) {
        JsonNode metadata = resource.path("metadata");
        JsonNode observed = resource.at("/status/observedGeneration");
        if (metadata.has("deletionTimestamp")) {
            return Terminating;
        }
        if (!observed.isMissingNode()
                && observed.asLong() != metadata.path("generation").asLong()) {
            return InProgress;
        }
        if (status(resource, "Reconciling").equals("True")) {
            return InProgress;
        }
        if (status(resource, "Stalled").equals("True")) {
            return Failed;
        }
        String ready = status(resource, "Ready");
        return ready.isEmpty() || ready.equals("True") ? Current : InProgress;
    }

    private static String status(JsonNode resource, String type) {
        for (JsonNode condition : resource.at("/status/conditions")) {
            if (condition.path("type").asText().equals(type)) {
                return condition.path("status").asText();
            }
        }
        return "";
    }
}
