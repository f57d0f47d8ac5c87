package dev.ioreq.playground.apiserver.store;

import dev.ioreq.playground.apiserver.resource.GroupResource;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

/** All tables. A table appears when it is first asked for and stays. */
public final class Store {
    /** Events remembered a table: enough for every watcher to come back after seconds at thousands of events a second. */
    private static final int REMEMBERED_EVENTS = 20_000;

    private final VersionCounter versions = new VersionCounter();
    private final ConcurrentMap<GroupResource, ResourceTable> tables = new ConcurrentHashMap<>();
    private final List<BiConsumer<ResourceTable, StoreEvent>> listeners = new CopyOnWriteArrayList<>();

    public ResourceTable table(GroupResource resource) {
        return tables.computeIfAbsent(resource, this::newTable);
    }

    private ResourceTable newTable(GroupResource resource) {
        var table = new ResourceTable(resource, versions, REMEMBERED_EVENTS);
        table.subscribe(versions.last(), event -> listeners.forEach(listener -> listener.accept(table, event)));
        return table;
    }

    public Collection<ResourceTable> tables() {
        return tables.values();
    }

    /** Hears every change of every table from now on, while the table is locked: hand over and return. */
    public void listen(BiConsumer<ResourceTable, StoreEvent> listener) {
        listeners.add(listener);
    }

    /** The newest resource version given out. */
    public long version() {
        return versions.last();
    }
}
