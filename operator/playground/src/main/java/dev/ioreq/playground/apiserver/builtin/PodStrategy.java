package dev.ioreq.playground.apiserver.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ioreq.playground.apiserver.schema.FieldError;
import dev.ioreq.playground.apiserver.schema.FieldPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The defaults of pods, and their graceful end: a pod that runs on a node is only marked by a delete; its kubelet (the pod
 * runner) deletes it with a grace period of 0 when its containers have ended.
 */
final class PodStrategy implements Strategy {
    private static final long DEFAULT_GRACE_SECONDS = 30;
    private static final FieldPath CONTAINERS = new FieldPath("spec.containers");

    @Override
    public void prepareCreate(ObjectNode pod) {
        var spec = pod.withObjectProperty("spec");
        absent(spec, "restartPolicy", "Always");
        absent(spec, "dnsPolicy", "ClusterFirst");
        absent(spec, "schedulerName", "default-scheduler");
        absent(spec, "serviceAccountName", "default");
        if (!spec.has("terminationGracePeriodSeconds")) {
            spec.put("terminationGracePeriodSeconds", (int) DEFAULT_GRACE_SECONDS);
        }
        spec.withObjectProperty("securityContext");
        spec.path("initContainers").forEach(PodStrategy::container);
        spec.path("containers").forEach(PodStrategy::container);
        pod.putObject("status").put("phase", "Pending").put("qosClass", "BestEffort");
    }

    private static void container(JsonNode node) {
        if (node instanceof ObjectNode container) {
            String image = container.path("image").asText("");
            boolean latest = image.endsWith(":latest")
                    || !image.substring(image.lastIndexOf('/') + 1).contains(":");
            absent(container, "imagePullPolicy", latest ? "Always" : "IfNotPresent");
            absent(container, "terminationMessagePath", "/dev/termination-log");
            absent(container, "terminationMessagePolicy", "File");
            container.withObjectProperty("resources");
        }
    }

    private static void absent(ObjectNode object, String field, String value) {
        if (!object.has(field)) {
            object.put(field, value);
        }
    }

    @Override
    public List<FieldError> validate(ObjectNode live, ObjectNode next) {
        var errors = new ArrayList<FieldError>();
        var containers = next.path("spec").path("containers");
        if (containers.isEmpty()) {
            errors.add(FieldError.required(CONTAINERS, ""));
        }
        for (int i = 0; i < containers.size(); i++) {
            for (String field : List.of("name", "image")) {
                if (containers.get(i).path(field).asText("").isEmpty()) {
                    errors.add(FieldError.required(CONTAINERS.index(i).child(field), ""));
                }
            }
        }
        if (live != null && !sameButMutable(live, next)) {
            errors.add(
                    FieldError.forbidden(
                            new FieldPath("spec"),
                            "pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,"
                                    + "`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),"
                                    + "`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)"));
        }
        return errors;
    }

    private static boolean sameButMutable(ObjectNode live, ObjectNode next) {
        return immutable(live).equals(immutable(next));
    }

    private static JsonNode immutable(ObjectNode pod) {
        var spec = pod.path("spec").deepCopy();
        if (spec instanceof ObjectNode object) {
            object.remove(List.of("activeDeadlineSeconds", "tolerations", "nodeName", "ephemeralContainers"));
            for (String list : List.of("containers", "initContainers")) {
                object.path(list)
                        .forEach(container -> ((ObjectNode) container).remove(List.of("image", "imagePullPolicy")));
            }
        }
        return spec;
    }

    @Override
    public long gracePeriod(ObjectNode pod, Long asked) {
        boolean runs = !pod.path("spec").path("nodeName").asText("").isEmpty()
                && !Set.of("Succeeded", "Failed")
                        .contains(pod.path("status").path("phase").asText());
        if (!runs) {
            return 0;
        }
        if (asked != null) {
            return asked;
        }
        return pod.path("spec").path("terminationGracePeriodSeconds").asLong(DEFAULT_GRACE_SECONDS);
    }
}
