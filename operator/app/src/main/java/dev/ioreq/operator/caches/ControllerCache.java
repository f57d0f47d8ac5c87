package dev.ioreq.operator.caches;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.health.InformerHealthIndicator;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.javaoperatorsdk.operator.processing.event.source.informer.ManagedInformerEventSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A controller's cache of its own resources, for others to read. Thread safe. Empty until the controller is set up.
 *
 * @param <R> the resource; what is read must not be changed
 */
public final class ControllerCache<R extends HasMetadata> {

    private volatile IndexerResourceCache<R> cache;

    /** From now on reads this cache. Called once, while the controller is set up. */
    public void attach(IndexerResourceCache<R> cache, Map<String, Function<R, List<String>>> indexes) {
        if (!indexes.isEmpty()) {
            cache.addIndexers(indexes);
        }
        this.cache = cache;
    }

    /** Whether all that the API server has been here at least once: before, nothing can be said to be missing. */
    public boolean complete() {
        if (!(cache instanceof ManagedInformerEventSource<?, ?, ?> source)) {
            return false;
        }
        var informers = source.informerHealthIndicators().values();
        return !informers.isEmpty() && informers.stream().allMatch(InformerHealthIndicator::hasSynced);
    }

    /** A namespaced resource; {@code namespace} null for one of the cluster. */
    public Optional<R> get(String namespace, String name) {
        var present = cache;
        return present == null ? Optional.empty() : present.get(new ResourceID(name, namespace));
    }

    /** All of them. */
    public List<R> all() {
        var present = cache;
        return present == null ? List.of() : present.list().toList();
    }

    /** Those for which the index gives the key. */
    public List<R> byIndex(String index, String key) {
        var present = cache;
        return present == null ? List.of() : present.byIndex(index, key);
    }
}
