package dev.ioreq.playground.apiserver.resource;

/** An API group and version; the core group is the empty string. */
public record GroupVersion(String group, String version) implements Comparable<GroupVersion> {
    /** Reads {@code v1} or {@code apps/v1}. */
    public static GroupVersion parse(String text) {
        int slash = text.indexOf('/');
        return slash < 0
                ? new GroupVersion("", text)
                : new GroupVersion(text.substring(0, slash), text.substring(slash + 1));
    }

    /** The path under which the version is served: {@code /api/v1} or {@code /apis/apps/v1}. */
    public String path() {
        return group.isEmpty() ? "/api/" + version : "/apis/" + group + "/" + version;
    }

    @Override
    public int compareTo(GroupVersion other) {
        int byGroup = group.compareTo(other.group);
        return byGroup != 0 ? byGroup : version.compareTo(other.version);
    }

    /** The {@code apiVersion} of objects. */
    @Override
    public String toString() {
        return group.isEmpty() ? version : group + "/" + version;
    }
}
