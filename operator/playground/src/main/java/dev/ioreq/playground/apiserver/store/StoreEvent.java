package dev.ioreq.playground.apiserver.store;

/**
 * A change of a table.
 *
 * @param previous the version before; null when the object is new
 * @param current the version after; for a deleted object the last one, with the deletion's own resource version
 */
public record StoreEvent(Kind kind, StoredObject previous, StoredObject current) {
    /** What happened to the object. */
    public enum Kind {
        ADDED,
        MODIFIED,
        DELETED
    }

    /** The resource version of the change. */
    public long version() {
        return current.version();
    }
}
