package dev.ioreq.playground.apiserver.resource;

/** Namespace and name of an object in its collection; the namespace of a cluster-wide object is empty. Sorts as etcd sorts. */
public record ObjectKey(String namespace, String name) implements Comparable<ObjectKey> {
    /** The key of a cluster-wide object. */
    public static ObjectKey clusterWide(String name) {
        return new ObjectKey("", name);
    }

    @Override
    public int compareTo(ObjectKey other) {
        int byNamespace = namespace.compareTo(other.namespace);
        return byNamespace != 0 ? byNamespace : name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return namespace.isEmpty() ? name : namespace + "/" + name;
    }
}
