package dev.ioreq.playground.apiserver.builtin;

import dev.ioreq.playground.apiserver.resource.GroupResource;
import dev.ioreq.playground.apiserver.resource.ResourceType;
import java.util.Map;

/** The strategy of each kind that has one. */
public final class Strategies {
    private static final Map<GroupResource, Strategy> BY_RESOURCE = Map.of(
            new GroupResource("", "namespaces"), new NamespaceStrategy(),
            new GroupResource("", "pods"), new PodStrategy(),
            new GroupResource("", "secrets"), new SecretStrategy(),
            new GroupResource("", "services"), new ServiceStrategy(),
            new GroupResource("apiextensions.k8s.io", "customresourcedefinitions"), new CrdStrategy());

    private Strategies() {}

    public static Strategy of(ResourceType type) {
        return BY_RESOURCE.getOrDefault(type.storage(), Strategy.PLAIN);
    }
}
