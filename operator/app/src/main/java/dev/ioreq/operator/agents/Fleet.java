package dev.ioreq.operator.agents;

import dev.ioreq.operator.domains.DomainIndex;
import dev.ioreq.protocol.agent.Domain;
import dev.ioreq.protocol.agent.DomainIdentity;
import dev.ioreq.protocol.agent.Node;
import dev.ioreq.protocol.agent.ServerState;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What all agents observe, in memory: filled by the streams of changes, read by the reconcilers. Thread safe.
 *
 * <p>What was last heard of a node stays when its agent falls silent, because its servers go on without it.
 */
public final class Fleet {

    private static final class Entry {
        private volatile LinkState link;
        private volatile Node inventory;
        private final ConcurrentMap<String, ServerState> servers = new ConcurrentHashMap<>();

        private Entry(LinkState link) {
            this.link = link;
        }
    }

    private final ConcurrentMap<String, Entry> entries = new ConcurrentHashMap<>();
    private final List<FleetListener> listeners = new CopyOnWriteArrayList<>();
    private final Clock clock;
    private volatile DomainIndex domains = DomainIndex.empty();

    /** No node known yet. */
    public Fleet(Clock clock) {
        this.clock = clock;
    }

    /** From now on the listener is told of changes. */
    public void listen(FleetListener listener) {
        listeners.add(listener);
    }

    /** Every node that has or had an agent, by name. */
    public List<ObservedNode> nodes() {
        return entries.entrySet().stream()
                .map(entry -> view(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(ObservedNode::name))
                .toList();
    }

    /** One node. */
    public Optional<ObservedNode> node(String name) {
        return Optional.ofNullable(entries.get(name)).map(entry -> view(name, entry));
    }

    /** Where which domain lives, as last heard. */
    public DomainIndex domains() {
        return domains;
    }

    /** What the node's agent holds under the key. */
    public Optional<ServerState> server(String node, String key) {
        return Optional.ofNullable(entries.get(node)).map(entry -> entry.servers.get(key));
    }

    /** The nodes whose agents hold something under the key, sorted. */
    public List<String> holders(String key) {
        return entries.entrySet().stream()
                .filter(entry -> entry.getValue().servers.containsKey(key))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** The agent is called, for the first time or at a new address. */
    public void calling(String node, String where) {
        silent(node, "connecting to " + where, false);
    }

    /** The agent is not heard; {@code why} says what was tried. The time of the first silence is kept. */
    public void silent(String node, String why) {
        silent(node, why, true);
    }

    private void silent(String node, String why, boolean failed) {
        Entry entry = entry(node);
        boolean changed;
        synchronized (entry) {
            var before = entry.link instanceof LinkState.Silent silent
                    ? silent
                    : new LinkState.Silent(clock.instant(), "", false);
            entry.link = new LinkState.Silent(before.since(), why, failed || before.failed());
            changed = !entry.link.equals(before);
        }
        if (changed) {
            listeners.forEach(listener -> listener.linkChanged(node));
        }
    }

    /** The stream has begun: all that the agent knows, in place of all that was known. */
    public void snapshot(String node, Node inventory, List<ServerState> servers) {
        Entry entry = entry(node);
        Map<String, ServerState> before = Map.copyOf(entry.servers);
        Map<String, ServerState> now = new HashMap<>();
        servers.forEach(server -> now.put(server.getKey(), server));
        synchronized (entry) {
            entry.link = new LinkState.Connected();
            entry.servers.keySet().retainAll(now.keySet());
            entry.servers.putAll(now);
        }
        inventory(node, inventory);
        listeners.forEach(listener -> listener.linkChanged(node));
        for (ServerState server : servers) {
            if (!server.equals(before.get(server.getKey()))) {
                listeners.forEach(listener -> listener.serverChanged(node, server));
            }
        }
        before.forEach((key, last) -> {
            if (!now.containsKey(key)) {
                listeners.forEach(listener -> listener.serverGone(node, last));
            }
        });
    }

    /** The node has changed. */
    public void inventory(String node, Node inventory) {
        Entry entry = entry(node);
        Set<DomainIdentity> changed;
        synchronized (this) {
            changed = difference(identities(entry.inventory), identities(inventory));
            entry.inventory = inventory;
            if (!changed.isEmpty()) {
                reindex();
            }
        }
        listeners.forEach(listener -> listener.inventoryChanged(node));
        if (!changed.isEmpty()) {
            listeners.forEach(listener -> listener.domainsChanged(node, changed));
        }
    }

    /** A server has changed. */
    public void server(String node, ServerState server) {
        if (!server.equals(entry(node).servers.put(server.getKey(), server))) {
            listeners.forEach(listener -> listener.serverChanged(node, server));
        }
    }

    /** The agent answered a declaration. The stream is the truth; the answer only counts until the stream speaks of the server. */
    public void answered(String node, ServerState server) {
        entry(node).servers.putIfAbsent(server.getKey(), server);
    }

    /** The agent holds nothing under the key any more. */
    public void gone(String node, String key) {
        ServerState last = entry(node).servers.remove(key);
        if (last != null) {
            listeners.forEach(listener -> listener.serverGone(node, last));
        }
    }

    /** The node is no longer one of ours, and what it held is held no more. */
    public void forget(String node) {
        Entry entry = entries.remove(node);
        if (entry != null) {
            synchronized (this) {
                reindex();
            }
            listeners.forEach(listener -> listener.linkChanged(node));
            listeners.forEach(listener -> listener.domainsChanged(node, identities(entry.inventory)));
        }
    }

    private Entry entry(String node) {
        return entries.computeIfAbsent(
                node, name -> new Entry(new LinkState.Silent(clock.instant(), "not connected yet", false)));
    }

    private void reindex() {
        Map<String, List<Domain>> byNode = new HashMap<>();
        entries.forEach((name, entry) -> {
            if (entry.inventory != null) {
                byNode.put(name, entry.inventory.getDomainsList());
            }
        });
        domains = DomainIndex.of(byNode);
    }

    private static ObservedNode view(String name, Entry entry) {
        return new ObservedNode(name, entry.link, Optional.ofNullable(entry.inventory), entry.servers);
    }

    private static Set<DomainIdentity> identities(Node inventory) {
        Set<DomainIdentity> identities = new HashSet<>();
        if (inventory != null) {
            inventory.getDomainsList().forEach(domain -> identities.add(domain.getIdentity()));
        }
        return identities;
    }

    private static Set<DomainIdentity> difference(Set<DomainIdentity> before, Set<DomainIdentity> after) {
        Set<DomainIdentity> changed = new HashSet<>(before);
        changed.addAll(after);
        changed.removeIf(identity -> before.contains(identity) && after.contains(identity));
        return changed;
    }
}
