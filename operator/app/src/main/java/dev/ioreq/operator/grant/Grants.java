package dev.ioreq.operator.grant;

import dev.ioreq.crds.grant.DomainGrant;
import dev.ioreq.crds.grant.DomainGrantSpec;
import dev.ioreq.crds.grant.DomainPattern;
import java.util.Collection;
import java.util.Comparator;

/** Asks the grants. Pure. */
public final class Grants {

    private Grants() {}

    /**
     * Whether one of the grants lets the namespace attach emulators to the domain on the node. Of several the first by name counts, so
     * that the answer is stable; a grant on its way out counts no more.
     *
     * @param name the domain's name
     * @param uuid the domain's uuid, lower case
     */
    public static Authorization ask(
            Collection<DomainGrant> grants, String namespace, String node, String name, String uuid) {
        return grants.stream()
                .filter(grant -> !grant.isMarkedForDeletion() && covers(grant.getSpec(), namespace, node, name, uuid))
                .min(Comparator.comparing(grant -> grant.getMetadata().getName()))
                .<Authorization>map(grant -> {
                    boolean byUuid =
                            grant.getSpec().domains().stream().anyMatch(pattern -> uuid.equals(pattern.uuid()));
                    return new Authorization.Granted(grant.getMetadata().getName(), !byUuid, byUuid);
                })
                .orElseGet(Authorization.NotGranted::new);
    }

    /** Whether the one grant covers namespace, domain and node. */
    public static boolean covers(DomainGrantSpec spec, String namespace, String node, String name, String uuid) {
        return spec != null
                && spec.namespaces() != null
                && spec.namespaces().contains(namespace)
                && (spec.nodes() == null || spec.nodes().contains(node))
                && spec.domains() != null
                && spec.domains().stream().anyMatch(pattern -> matches(pattern, name, uuid));
    }

    private static boolean matches(DomainPattern pattern, String name, String uuid) {
        return pattern.uuid() != null ? pattern.uuid().equals(uuid) : Glob.matches(pattern.name(), name);
    }
}
