package dev.ioreq.playground.apiserver.resource;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Every resource type that is served now. Readers see whole changes only. */
public final class ResourceCatalog {
    private volatile SortedMap<GroupVersion, SortedMap<String, ResourceType>> types = new TreeMap<>();

    /** Adds types, or replaces those of the same version and plural. */
    public synchronized void add(Collection<ResourceType> added) {
        var changed = copy();
        for (var type : added) {
            changed.computeIfAbsent(type.groupVersion(), version -> new TreeMap<>())
                    .put(type.names().plural(), type);
        }
        types = changed;
    }

    /** Stops serving a resource in all its versions. */
    public synchronized void remove(GroupResource resource) {
        var changed = copy();
        changed.forEach((version, plurals) -> {
            if (version.group().equals(resource.group())) {
                plurals.remove(resource.plural());
            }
        });
        changed.values().removeIf(SortedMap::isEmpty);
        types = changed;
    }

    private SortedMap<GroupVersion, SortedMap<String, ResourceType>> copy() {
        var copy = new TreeMap<GroupVersion, SortedMap<String, ResourceType>>();
        types.forEach((version, plurals) -> copy.put(version, new TreeMap<>(plurals)));
        return copy;
    }

    public Optional<ResourceType> find(GroupVersion version, String plural) {
        return Optional.ofNullable(types.getOrDefault(version, new TreeMap<>()).get(plural));
    }

    /** The type of objects that say they are of this version and kind. */
    public Optional<ResourceType> findKind(GroupVersion version, String kind) {
        return in(version).stream().filter(type -> type.kind().equals(kind)).findFirst();
    }

    public Collection<ResourceType> in(GroupVersion version) {
        return types.getOrDefault(version, new TreeMap<>()).values();
    }

    public Collection<GroupVersion> versions() {
        return types.keySet();
    }

    public List<ResourceType> all() {
        return types.values().stream()
                .flatMap(plurals -> plurals.values().stream())
                .toList();
    }

    /** One type for each collection, for those who care for objects and not for versions. */
    public Collection<ResourceType> storages() {
        var storages = new LinkedHashMap<GroupResource, ResourceType>();
        all().forEach(type -> storages.putIfAbsent(type.storage(), type));
        return storages.values();
    }
}
