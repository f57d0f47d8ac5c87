package dev.ioreq.playground.console;

import dev.ioreq.crds.ioreqserver.IoreqServer;
import dev.ioreq.crds.xennode.XenNode;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What a person follows, kept up to date by watches: servers, nodes, the latest events. */
final class ClusterView implements AutoCloseable {
    private static final int EVENTS_KEPT = 50;

    private final Map<String, ServerRow> servers = new TreeMap<>();
    private final Map<String, NodeRow> nodes = new TreeMap<>();
    private final Deque<EventLine> events = new ArrayDeque<>();
    private final Consumer<Object> changed;
    private final List<AutoCloseable> watches = new ArrayList<>();

    /** @param changed told each change, as the new row or event; the same row again is no change */
    ClusterView(Consumer<Object> changed) {
        this.changed = changed;
    }

    void follow(KubernetesClient client) {
        watches.add(client.resources(XenNode.class)
                .inform(handler(node -> put(nodes, NodeRow.of(node), node), this::removeNode)));
        watches.add(client.resources(IoreqServer.class)
                .inAnyNamespace()
                .inform(handler(server -> put(servers, ServerRow.of(server), server), this::removeServer)));
        watches.add(client.resources(Event.class).inAnyNamespace().inform(handler(this::happened, event -> {})));
    }

    private static <T extends HasMetadata> ResourceEventHandler<T> handler(Consumer<T> seen, Consumer<T> gone) {
        return new ResourceEventHandler<>() {
            @Override
            public void onAdd(T resource) {
                seen.accept(resource);
            }

            @Override
            public void onUpdate(T before, T resource) {
                seen.accept(resource);
            }

            @Override
            public void onDelete(T resource, boolean finalStateUnknown) {
                gone.accept(resource);
            }
        };
    }

    private static String key(HasMetadata resource) {
        return resource.getMetadata().getNamespace() + "/"
                + resource.getMetadata().getName();
    }

    private <R> void put(Map<String, R> rows, R row, HasMetadata resource) {
        synchronized (this) {
            if (row.equals(rows.put(key(resource), row))) {
                return;
            }
        }
        changed.accept(row);
    }

    private void removeServer(IoreqServer server) {
        synchronized (this) {
            servers.remove(key(server));
        }
        changed.accept(key(server) + ": gone");
    }

    private void removeNode(XenNode node) {
        synchronized (this) {
            nodes.remove(key(node));
        }
        changed.accept("node " + node.getMetadata().getName() + ": gone");
    }

    private void happened(Event event) {
        EventLine line = EventLine.of(event);
        synchronized (this) {
            events.addLast(line);
            if (events.size() > EVENTS_KEPT) {
                events.removeFirst();
            }
        }
        changed.accept(line);
    }

    synchronized List<ServerRow> servers() {
        return List.copyOf(servers.values());
    }

    synchronized List<NodeRow> nodes() {
        return List.copyOf(nodes.values());
    }

    /** The latest ones, oldest first. */
    synchronized List<EventLine> events(int most) {
        var all = new ArrayList<>(events);
        return all.subList(Math.max(0, all.size() - most), all.size());
    }

    @Override
    public void close() throws Exception {
        for (AutoCloseable watch : watches) {
            watch.close();
        }
    }
}
