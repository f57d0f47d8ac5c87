package dev.ioreq.playground.apiserver.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ioreq.playground.apiserver.resource.GroupResource;
import dev.ioreq.playground.apiserver.resource.Metadata;
import dev.ioreq.playground.apiserver.resource.ObjectKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The objects of one collection. Reads need no lock. Writes name the version they were made from, and fail
 * when it is not the present one any more; so versions, events and watches of a collection are in one order.
 */
public final class ResourceTable {
    private final GroupResource resource;
    private final VersionCounter versions;
    private final ConcurrentSkipListMap<ObjectKey, StoredObject> objects = new ConcurrentSkipListMap<>();
    private final EventLog log;
    private final List<Consumer<StoreEvent>> listeners = new CopyOnWriteArrayList<>();

    ResourceTable(GroupResource resource, VersionCounter versions, int rememberedEvents) {
        this.resource = resource;
        this.versions = versions;
        this.log = new EventLog(rememberedEvents);
    }

    public GroupResource resource() {
        return resource;
    }

    public Optional<StoredObject> get(ObjectKey key) {
        return Optional.ofNullable(objects.get(key));
    }

    /** All objects in key order, as they are now. */
    public Collection<StoredObject> all() {
        return objects.values();
    }

    /**
     * Stores a new version of an object, which becomes the table's own: its resource version is set here.
     *
     * @param expected the version this one was made from; null for a new object
     * @return empty, and nothing happened, when the object is not at {@code expected} any more
     */
    public synchronized Optional<StoredObject> put(ObjectKey key, StoredObject expected, ObjectNode object) {
        if (objects.get(key) != expected) {
            return Optional.empty();
        }
        var stored = version(key, object);
        objects.put(key, stored);
        publish(new StoreEvent(expected == null ? StoreEvent.Kind.ADDED : StoreEvent.Kind.MODIFIED, expected, stored));
        return Optional.of(stored);
    }

    /**
     * Removes an object.
     *
     * @param lastState what watchers are told it was
     * @return empty, and nothing happened, when the object is not at {@code expected} any more
     */
    public synchronized Optional<StoredObject> remove(StoredObject expected, ObjectNode lastState) {
        if (!objects.remove(expected.key(), expected)) {
            return Optional.empty();
        }
        var stored = version(expected.key(), lastState);
        publish(new StoreEvent(StoreEvent.Kind.DELETED, expected, stored));
        return Optional.of(stored);
    }

    private StoredObject version(ObjectKey key, ObjectNode object) {
        long version = versions.next();
        Metadata.of(object).put("resourceVersion", Long.toString(version));
        return new StoredObject(key, version, object);
    }

    private void publish(StoreEvent event) {
        log.append(event);
        listeners.forEach(listener -> listener.accept(event));
    }

    /**
     * One page of the collection. Pages after the first read the collection as it is then, in key order: an object that
     * stays is neither missed nor seen twice.
     *
     * @param namespace empty for all
     * @param after the last key of the page before, or null
     * @param limit 0 for no limit
     */
    public synchronized Page list(String namespace, Predicate<JsonNode> selector, ObjectKey after, int limit) {
        var from = after != null ? after : new ObjectKey(namespace, "");
        var page = new ArrayList<StoredObject>();
        for (var stored : objects.tailMap(from, after == null).values()) {
            if (!namespace.isEmpty() && !stored.key().namespace().equals(namespace)) {
                break;
            }
            if (selector.test(stored.tree())) {
                if (limit > 0 && page.size() == limit) {
                    return new Page(page, versions.last(), page.get(limit - 1).key());
                }
                page.add(stored);
            }
        }
        return new Page(page, versions.last(), null);
    }

    /**
     * Hears every change from {@code afterVersion} on, in order, none left out. The listener is called while the table is
     * locked: it must only hand over.
     *
     * @throws dev.ioreq.playground.apiserver.resource.ApiException 410 when the table has forgotten events since then
     */
    public synchronized Subscription subscribe(long afterVersion, Consumer<StoreEvent> listener) {
        log.since(afterVersion).forEach(listener);
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** The present objects as additions, then every later change. Returns with the version of the present state. */
    public synchronized Subscription subscribeWithState(Consumer<StoreEvent> listener, Consumer<Long> stateComplete) {
        objects.values().forEach(stored -> listener.accept(new StoreEvent(StoreEvent.Kind.ADDED, null, stored)));
        stateComplete.accept(versions.last());
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** A version up to which every event of this table has been handed to its subscribers. */
    public synchronized long deliveredVersion() {
        return versions.last();
    }

    /** Forgets the events up to now, as a compacted etcd does: watches from before start with 410. */
    public synchronized void compact() {
        log.forget();
    }

    /** A page of a list: {@code continueAfter} is null on the last one. */
    public record Page(List<StoredObject> objects, long version, ObjectKey continueAfter) {}
}
