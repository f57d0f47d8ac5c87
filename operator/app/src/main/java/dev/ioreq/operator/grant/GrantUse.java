package dev.ioreq.operator.grant;

import dev.ioreq.crds.grant.DomainGrant;
import dev.ioreq.crds.ioreqserver.IoreqServer;
import dev.ioreq.operator.caches.ControllerCache;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Tells the grants of a namespace that one of its servers has come, gone or changed, so that they count anew. Thread safe.
 *
 * <p>At most once a second: a thousand servers that become Ready at once are not a thousand new counts.
 */
@Singleton
public final class GrantUse {

    private static final long DELAY_MILLIS = 1000;

    private final ControllerCache<DomainGrant> grants = new ControllerCache<>();
    private final ScheduledExecutorService timer;
    private final Set<String> namespaces = new HashSet<>();
    private volatile Consumer<ResourceID> count = grant -> {};

    GrantUse(ScheduledExecutorService timer) {
        this.timer = timer;
    }

    ControllerCache<DomainGrant> grants() {
        return grants;
    }

    void listen(Consumer<ResourceID> count) {
        this.count = count;
    }

    /** The server has come, gone or changed. */
    public void changed(IoreqServer server) {
        synchronized (namespaces) {
            boolean first = namespaces.isEmpty();
            namespaces.add(server.getMetadata().getNamespace());
            if (first) {
                timer.schedule(this::tell, DELAY_MILLIS, TimeUnit.MILLISECONDS);
            }
        }
    }

    private void tell() {
        Set<String> changed;
        synchronized (namespaces) {
            changed = Set.copyOf(namespaces);
            namespaces.clear();
        }
        grants.all().stream()
                .filter(grant -> grant.getSpec() != null && grant.getSpec().namespaces() != null)
                .filter(grant -> grant.getSpec().namespaces().stream().anyMatch(changed::contains))
                .forEach(grant -> count.accept(ResourceID.fromResource(grant)));
    }
}
