package dev.ioreq.operator.domains;

import dev.ioreq.protocol.agent.Domain;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All domains of all nodes, found by name, uuid, id or incarnation. Immutable; made anew when an agent reports a change. */
public final class DomainIndex {

    private static final Comparator<PlacedDomain> IN_ORDER = Comparator.comparing(PlacedDomain::node)
            .thenComparing(domain -> domain.identity().getId());

    private final Map<String, List<PlacedDomain>> byName = new HashMap<>();
    private final Map<String, List<PlacedDomain>> byUuid = new HashMap<>();
    private final Map<Integer, List<PlacedDomain>> byId = new HashMap<>();

    private DomainIndex() {}

    /** No domains. */
    public static DomainIndex empty() {
        return new DomainIndex();
    }

    /** The domains of each node. */
    public static DomainIndex of(Map<String, List<Domain>> byNode) {
        DomainIndex index = new DomainIndex();
        byNode.forEach((node, domains) ->
                domains.forEach(domain -> index.add(new PlacedDomain(node, domain.getIdentity(), domain.getType()))));
        return index;
    }

    private void add(PlacedDomain domain) {
        var identity = domain.identity();
        byName.computeIfAbsent(identity.getName(), key -> new ArrayList<>(1)).add(domain);
        byUuid.computeIfAbsent(identity.getUuid(), key -> new ArrayList<>(1)).add(domain);
        byId.computeIfAbsent(identity.getId(), key -> new ArrayList<>(1)).add(domain);
    }

    /**
     * Looks for the one domain that is meant.
     *
     * <p>A server that is bound to an incarnation stays with it while that lives, even if another domain of the same name has come
     * up elsewhere: a newcomer must not take a running guest's emulator away.
     */
    public Resolution resolve(DomainQuery query) {
        List<PlacedDomain> matches = matches(query).stream()
                .filter(domain ->
                        query.nodeName().isEmpty() || query.nodeName().get().equals(domain.node()))
                .sorted(IN_ORDER)
                .toList();
        if (query.bound().isPresent()) {
            String bound = query.bound().get();
            for (PlacedDomain domain : matches) {
                if (domain.identity().getIncarnation().equals(bound)) {
                    return new Resolution.Found(domain);
                }
            }
            if (query.reference().id() != null) {
                return new Resolution.IncarnationGone(bound);
            }
        }
        return switch (matches.size()) {
            case 0 -> new Resolution.NotFound();
            case 1 -> new Resolution.Found(matches.get(0));
            default -> new Resolution.Ambiguous(matches);
        };
    }

    private List<PlacedDomain> matches(DomainQuery query) {
        var reference = query.reference();
        if (reference.name() != null) {
            return byName.getOrDefault(reference.name(), List.of());
        }
        return reference.uuid() != null
                ? byUuid.getOrDefault(reference.uuid(), List.of())
                : byId.getOrDefault(reference.id(), List.of());
    }
}
