package dev.ioreq.operator.ioreqserver;

import dev.ioreq.crds.grant.DomainGrant;
import dev.ioreq.crds.ioreqserver.IoreqServer;
import dev.ioreq.operator.agents.Fleet;
import dev.ioreq.operator.domains.Claim;
import dev.ioreq.operator.domains.PlacedDomain;
import dev.ioreq.operator.domains.RangeAdmission;
import dev.ioreq.operator.domains.RangeOverlap;
import dev.ioreq.operator.domains.Resolution;
import dev.ioreq.operator.domains.Span;
import dev.ioreq.operator.grant.Authorization;
import dev.ioreq.operator.grant.Grants;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What the servers of a domain claim of its I/O. */
final class Claims {

    private final Fleet fleet;
    private final Servers servers;

    Claims(Fleet fleet, Servers servers) {
        this.fleet = fleet;
        this.servers = servers;
    }

    /**
     * The overlap for which the server is refused on the domain.
     *
     * @throws IllegalArgumentException naming the field, if its own ranges make no sense or overlap each other
     */
    Optional<RangeOverlap> refuse(IoreqServer server, PlacedDomain domain, Collection<DomainGrant> grants) {
        if (!Declaration.enabled(server.getSpec())) {
            return Optional.empty();
        }
        Claim mine = claim(server, domain);
        disjoint(mine.spans());
        List<Claim> others = servers.referringTo(domain.identity()).stream()
                .filter(other -> !other.getMetadata()
                        .getUid()
                        .equals(server.getMetadata().getUid()))
                .filter(other -> claims(other, domain, grants))
                .map(other -> claim(other, domain))
                .toList();
        return RangeAdmission.refuse(mine, others);
    }

    /**
     * Whether the other server is one of this domain, and has its ranges or may have them. Without a grant it claims nothing: a
     * namespace must not be able to keep others from a domain that it was never given.
     */
    private boolean claims(IoreqServer other, PlacedDomain domain, Collection<DomainGrant> grants) {
        boolean held = fleet.server(domain.node(), other.getMetadata().getUid()).isPresent();
        boolean disabled = !Declaration.enabled(other.getSpec());
        boolean claims = held
                ? !(disabled && settled(other, domain))
                : !disabled && !other.isMarkedForDeletion() && authorized(other, domain, grants);
        if (!claims) {
            return false;
        }
        Resolution resolution = fleet.domains().resolve(ServerFlow.query(other, fleet));
        return resolution instanceof Resolution.Found found
                && found.domain()
                        .identity()
                        .getIncarnation()
                        .equals(domain.identity().getIncarnation());
    }

    private Claim claim(IoreqServer server, PlacedDomain domain) {
        return new Claim(
                server.getMetadata().getNamespace(),
                server.getMetadata().getName(),
                Optional.ofNullable(server.getMetadata().getCreationTimestamp()).orElse(""),
                settled(server, domain),
                server.getSpec().ranges().stream().map(Span::of).toList());
    }

    /** Whether the agent has the server as it is declared now. */
    private boolean settled(IoreqServer server, PlacedDomain domain) {
        return !server.isMarkedForDeletion()
                && fleet.server(domain.node(), server.getMetadata().getUid())
                        .filter(state -> state.getObservedGeneration()
                                == server.getMetadata().getGeneration())
                        .isPresent();
    }

    private static boolean authorized(IoreqServer server, PlacedDomain domain, Collection<DomainGrant> grants) {
        return Grants.ask(
                        grants,
                        server.getMetadata().getNamespace(),
                        domain.node(),
                        domain.identity().getName(),
                        domain.identity().getUuid())
                instanceof Authorization.Granted;
    }

    private static void disjoint(List<Span> spans) {
        for (int i = 0; i < spans.size(); i++) {
            for (int j = i + 1; j < spans.size(); j++) {
                if (spans.get(i).overlaps(spans.get(j))) {
                    throw new IllegalArgumentException(
                            "spec.ranges[%s] %s overlaps spec.ranges[%s] %s of the same server: the ranges of a server must be disjoint"
                                    .formatted(
                                            spans.get(j).name(),
                                            spans.get(j),
                                            spans.get(i).name(),
                                            spans.get(i)));
                }
            }
        }
    }
}
