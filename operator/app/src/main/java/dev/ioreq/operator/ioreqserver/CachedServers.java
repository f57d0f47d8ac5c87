package dev.ioreq.operator.ioreqserver;

import dev.ioreq.crds.ioreqserver.DomainRef;
import dev.ioreq.crds.ioreqserver.IoreqServer;
import dev.ioreq.operator.caches.ControllerCache;
import dev.ioreq.protocol.agent.DomainIdentity;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** Every IoreqServer, from the controller's cache and its indexes. */
@Singleton
public final class CachedServers implements Servers {

    private static final String BY_DOMAIN = "domain";
    private static final String BY_NODE = "node";
    private static final String BY_UID = "uid";

    private final ControllerCache<IoreqServer> cache = new ControllerCache<>();

    /** The cache, for the controller to attach. */
    ControllerCache<IoreqServer> cache() {
        return cache;
    }

    /** The indexes that this class asks. */
    static Map<String, Function<IoreqServer, List<String>>> indexes() {
        return Map.of(
                BY_DOMAIN, server -> List.of(key(server.getSpec().domain())),
                BY_NODE,
                        server ->
                                server.getStatus() == null || server.getStatus().nodeName() == null
                                        ? List.of()
                                        : List.of(server.getStatus().nodeName()),
                BY_UID, server -> List.of(server.getMetadata().getUid()));
    }

    @Override
    public List<IoreqServer> all() {
        return cache.all();
    }

    @Override
    public List<IoreqServer> referringTo(DomainIdentity domain) {
        return Stream.of(
                        key(new DomainRef(domain.getName(), null, null)),
                        key(new DomainRef(null, domain.getUuid(), null)),
                        key(new DomainRef(null, null, domain.getId())))
                .flatMap(key -> cache.byIndex(BY_DOMAIN, key).stream())
                .toList();
    }

    @Override
    public List<IoreqServer> on(String node) {
        return cache.byIndex(BY_NODE, node);
    }

    @Override
    public boolean complete() {
        return cache.complete();
    }

    @Override
    public boolean exists(String uid) {
        return !cache.byIndex(BY_UID, uid).isEmpty();
    }

    private static String key(DomainRef reference) {
        if (reference == null) {
            return "none";
        }
        if (reference.name() != null) {
            return "name:" + reference.name();
        }
        return reference.uuid() != null ? "uuid:" + reference.uuid() : "id:" + reference.id();
    }
}
