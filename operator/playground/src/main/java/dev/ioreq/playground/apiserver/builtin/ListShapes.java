package dev.ioreq.playground.apiserver.builtin;

import dev.ioreq.playground.apiserver.schema.ListType;
import java.util.List;
import java.util.Map;

/** How the lists of built-in types are shared, by class and field (k8s.io/api: listType, listMapKey, patchMergeKey). */
final class ListShapes {
    /** A list's type and, for keyed lists, its keys; the first is the one strategic merge goes by. */
    record Shape(ListType type, List<String> keys) {}

    private static final Shape ATOMIC = new Shape(ListType.ATOMIC, List.of());
    private static final Shape SET = new Shape(ListType.SET, List.of());
    private static final Shape BY_NAME = by("name");
    private static final Shape BY_TYPE = by("type");

    private static final Map<String, Shape> SHAPES = Map.ofEntries(
            Map.entry("ObjectMeta.finalizers", SET),
            Map.entry("ObjectMeta.ownerReferences", by("uid")),
            Map.entry("PodSpec.containers", BY_NAME),
            Map.entry("PodSpec.initContainers", BY_NAME),
            Map.entry("PodSpec.ephemeralContainers", BY_NAME),
            Map.entry("PodSpec.volumes", BY_NAME),
            Map.entry("PodSpec.imagePullSecrets", BY_NAME),
            Map.entry("PodSpec.hostAliases", by("ip")),
            Map.entry("PodSpec.topologySpreadConstraints", by("topologyKey", "whenUnsatisfiable")),
            Map.entry("PodSpec.schedulingGates", BY_NAME),
            Map.entry("PodSpec.resourceClaims", BY_NAME),
            Map.entry("Container.ports", by("containerPort", "protocol")),
            Map.entry("Container.env", BY_NAME),
            Map.entry("Container.volumeMounts", by("mountPath")),
            Map.entry("Container.volumeDevices", by("devicePath")),
            Map.entry("PodStatus.podIPs", by("ip")),
            Map.entry("PodStatus.hostIPs", ATOMIC),
            Map.entry("ServiceSpec.ports", by("port", "protocol")),
            Map.entry("ServiceAccount.secrets", BY_NAME),
            Map.entry("NodeSpec.podCIDRs", SET),
            Map.entry("NodeStatus.addresses", BY_TYPE));

    private ListShapes() {}

    static Shape of(Class<?> owner, String field) {
        if (field.equals("conditions") && owner.getSimpleName().endsWith("Status")) {
            return BY_TYPE;
        }
        return SHAPES.getOrDefault(owner.getSimpleName() + "." + field, ATOMIC);
    }

    private static Shape by(String... keys) {
        return new Shape(ListType.MAP, List.of(keys));
    }
}
