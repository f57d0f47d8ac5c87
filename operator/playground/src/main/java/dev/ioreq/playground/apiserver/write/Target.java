package dev.ioreq.playground.apiserver.write;

import dev.ioreq.playground.apiserver.resource.ObjectKey;
import dev.ioreq.playground.apiserver.resource.ResourceType;

/**
 * What a request is about.
 *
 * @param namespace empty for cluster-wide objects and for all namespaces
 * @param name empty for the collection
 * @param subresource empty for the object itself
 */
public record Target(ResourceType type, String namespace, String name, String subresource) {
    public static Target object(ResourceType type, String namespace, String name) {
        return new Target(type, namespace, name, "");
    }

    public static Target collection(ResourceType type, String namespace) {
        return new Target(type, namespace, "", "");
    }

    /** The same object's subresource. */
    public Target sub(String name) {
        return new Target(type, namespace, this.name, name);
    }

    public ObjectKey key() {
        return type.key(namespace, name);
    }

    boolean isStatus() {
        return subresource.equals("status");
    }
}
