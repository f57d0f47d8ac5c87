package dev.ioreq.hypervisor.xen.store;

import dev.ioreq.hypervisor.DomainId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A xenstore of paths and values. */
final class StoreOfAMap implements Xenstore {

    private final Map<String, String> nodes = new TreeMap<>();
    private final Set<DomainId> introduced = new HashSet<>();

    StoreOfAMap with(String path, String value) {
        nodes.put(path, value);
        return this;
    }

    StoreOfAMap introducing(int domid) {
        introduced.add(new DomainId(domid));
        return this;
    }

    @Override
    public Optional<String> read(String path) {
        return Optional.ofNullable(nodes.get(path));
    }

    @Override
    public List<String> directory(String path) {
        return nodes.keySet().stream()
                .filter(node -> node.startsWith(path + "/"))
                .map(node -> node.substring(path.length() + 1).split("/")[0])
                .distinct()
                .toList();
    }

    @Override
    public boolean isIntroduced(DomainId domain) {
        return introduced.contains(domain);
    }
}
