package dev.ioreq.playground.apiserver.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ioreq.playground.apiserver.json.Json;
import dev.ioreq.playground.apiserver.resource.ObjectKey;

/** One version of one object. The tree is never changed after it was stored; its bytes are made once for all readers. */
public final class StoredObject {
    private final ObjectKey key;
    private final long version;
    private final ObjectNode tree;
    private volatile byte[] bytes;

    StoredObject(ObjectKey key, long version, ObjectNode tree) {
        this.key = key;
        this.version = version;
        this.tree = tree;
    }

    public ObjectKey key() {
        return key;
    }

    /** The resource version. */
    public long version() {
        return version;
    }

    /** The shared tree: look, do not touch; {@link #copy()} is for changing. */
    public ObjectNode tree() {
        return tree;
    }

    /** A tree of one's own. */
    public ObjectNode copy() {
        return tree.deepCopy();
    }

    /** The JSON of the stored version, shared. */
    public byte[] bytes() {
        byte[] made = bytes;
        if (made == null) {
            made = Json.bytes(tree);
            bytes = made;
        }
        return made;
    }
}
