package dev.ioreq.operator.caches;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What an informer remembers, without what nobody here reads: who wrote which field, and what kubectl applied last, are more than
 * half of a small resource's size.
 *
 * @param <R> the resource
 */
public final class LeanStore<R extends HasMetadata> implements ItemStore<R> {

    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

    private final Map<String, R> items = new ConcurrentHashMap<>();
    private final Consumer<R> pruner;

    /** Drops the bookkeeping only. */
    public LeanStore() {
        this(resource -> {});
    }

    /** @param pruner drops more: changes the resource that it is given */
    public LeanStore(Consumer<R> pruner) {
        this.pruner = pruner;
    }

    @Override
    public String getKey(R resource) {
        return Cache.metaNamespaceKeyFunc(resource);
    }

    @Override
    public R put(String key, R resource) {
        return items.put(key, lean(resource));
    }

    @Override
    public R get(String key) {
        return items.get(key);
    }

    @Override
    public R remove(String key) {
        return items.remove(key);
    }

    @Override
    public Stream<String> keySet() {
        return items.keySet().stream();
    }

    @Override
    public Stream<R> values() {
        return items.values().stream();
    }

    @Override
    public int size() {
        return items.size();
    }

    /** True: what is dropped is not part of the state as this operator sees it. */
    @Override
    public boolean isFullState() {
        return true;
    }

    private R lean(R resource) {
        resource.getMetadata().setManagedFields(List.of());
        if (resource.getMetadata().getAnnotations() != null) {
            resource.getMetadata().getAnnotations().remove(LAST_APPLIED);
        }
        pruner.accept(resource);
        return resource;
    }
}
