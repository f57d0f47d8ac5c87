package dev.ioreq.playground.apiserver.resource;

/** A collection of objects, whatever the version they are read in: {@code ioreqservers.ioreq.dev}. */
public record GroupResource(String group, String plural) {
    @Override
    public String toString() {
        return group.isEmpty() ? plural : plural + "." + group;
    }
}
