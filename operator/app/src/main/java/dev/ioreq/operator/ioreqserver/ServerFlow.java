package dev.ioreq.operator.ioreqserver;

import dev.ioreq.crds.common.ConditionReason;
import dev.ioreq.crds.grant.DomainGrant;
import dev.ioreq.crds.ioreqserver.IoreqServer;
import dev.ioreq.crds.ioreqserver.IoreqServerStatus;
import dev.ioreq.operator.agents.Fleet;
import dev.ioreq.operator.agents.LinkState;
import dev.ioreq.operator.agents.ObservedNode;
import dev.ioreq.operator.domains.DomainQuery;
import dev.ioreq.operator.domains.PlacedDomain;
import dev.ioreq.operator.domains.RangeOverlap;
import dev.ioreq.operator.domains.Resolution;
import dev.ioreq.operator.grant.Authorization;
import dev.ioreq.operator.grant.Authorization.Granted;
import dev.ioreq.operator.grant.Grants;
import dev.ioreq.operator.ioreqserver.Outcome.Decided;
import dev.ioreq.operator.ioreqserver.Outcome.Undecided;
import dev.ioreq.protocol.agent.DomainIdentity;
import dev.ioreq.protocol.agent.DomainType;
import dev.ioreq.protocol.agent.ServerState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * One look at a server that shall be: finds its domain, asks the grants, settles the ranges, keeps the pod, declares it to the agent,
 * and says where it stands. Every step may be repeated; a look that finds all in order does nothing.
 */
final class ServerFlow {

    /** How often to look at a server that an agent is taking back; its word on the stream comes first, as a rule. */
    static final Duration UNTIL_GONE = Duration.ofSeconds(5);

    private final Fleet fleet;
    private final Supplier<Collection<DomainGrant>> grants;
    private final Claims claims;
    private final Emulators emulators;
    private final Withdrawal withdrawal;
    private final Declarer declarer;
    private final Clock clock;
    private final AtomicReference<Instant> firstLook = new AtomicReference<>();
    private final Duration unreachableAfter;

    ServerFlow(
            Fleet fleet,
            Supplier<Collection<DomainGrant>> grants,
            Claims claims,
            Emulators emulators,
            Withdrawal withdrawal,
            Declarer declarer,
            Clock clock,
            Duration unreachableAfter) {
        this.fleet = fleet;
        this.grants = grants;
        this.claims = claims;
        this.emulators = emulators;
        this.withdrawal = withdrawal;
        this.declarer = declarer;
        this.clock = clock;
        this.unreachableAfter = unreachableAfter;
    }

    Outcome look(IoreqServer server) {
        firstLook.compareAndSet(null, clock.instant());
        String nodeName = server.getSpec().nodeName();
        if (nodeName != null && fleet.node(nodeName).isEmpty()) {
            return startingUp().<Outcome>map(Undecided::new).orElseGet(() -> nowhere(server, nodeName));
        }
        Resolution resolution = fleet.domains().resolve(query(server, fleet));
        return resolution instanceof Resolution.Found found
                ? found(server, found.domain())
                : notFound(server, resolution);
    }

    /** Which domain the server means, and the incarnation that it is bound to as far as anybody remembers. */
    static DomainQuery query(IoreqServer server, Fleet fleet) {
        return new DomainQuery(
                server.getSpec().domain(),
                Optional.ofNullable(server.getSpec().nodeName()),
                lastIdentity(server, fleet).map(DomainIdentity::getIncarnation).filter(text -> !text.isEmpty()));
    }

    private Outcome nowhere(IoreqServer server, String nodeName) {
        withdrawal.withdraw(server, holders(server), false);
        return new Decided(new Situation.NoSuchNode(nodeName));
    }

    private Outcome notFound(IoreqServer server, Resolution why) {
        if (why instanceof Resolution.NotFound) {
            List<ObservedNode> unheard = fleet.nodes().stream()
                    .filter(node -> server.getSpec().nodeName() == null
                            || server.getSpec().nodeName().equals(node.name()))
                    .filter(node -> !node.everHeard())
                    .toList();
            Optional<Duration> wait = Stream.concat(
                            unheard.stream().map(node -> patience(node.link())), startingUp().stream())
                    .filter(left -> !left.isZero() && !left.isNegative())
                    .max(Duration::compareTo);
            if (wait.isPresent()) {
                return new Undecided(wait.get());
            }
            if (!unheard.isEmpty()) {
                return unheard(unheard);
            }
        }
        List<String> holders = holders(server);
        Optional<DomainIdentity> last = lastIdentity(server, fleet);
        boolean revoked = last.isPresent()
                && holders.stream().anyMatch(node -> ask(server, node, last.get()) instanceof Authorization.NotGranted);
        if (revoked) {
            return notAuthorized(server, holders);
        }
        if (why instanceof Resolution.IncarnationGone) {
            emulators.remove(server, false);
            withdrawal.withdraw(server, holders, false);
        }
        return new Decided(new Situation.Homeless(why));
    }

    private Outcome found(IoreqServer server, PlacedDomain domain) {
        Authorization authorization = ask(server, domain.node(), domain.identity());
        if (!(authorization instanceof Granted granted)) {
            return notAuthorized(server, holders(server));
        }
        Optional<ObservedNode> node = fleet.node(domain.node());
        if (node.isEmpty() || !node.get().link().connected()) {
            Duration left = node.map(observed -> patience(observed.link())).orElse(Duration.ZERO);
            return left.isZero() || left.isNegative() ? unheard(node.stream().toList()) : new Undecided(left);
        }
        if (domain.identity().getUuid().isEmpty() && granted.byUuid()) {
            return refused(
                    server, domain, granted, ConditionReason.INVALID, "the agent does not know the domain's uuid");
        }
        if (domain.type() == DomainType.DOMAIN_TYPE_PV) {
            return refused(
                    server,
                    domain,
                    granted,
                    ConditionReason.INVALID,
                    domain + " is paravirtualised: only HVM and PVH domains have IOREQ servers");
        }
        return admitted(server, domain, granted);
    }

    private Outcome admitted(IoreqServer server, PlacedDomain domain, Granted granted) {
        try {
            Optional<RangeOverlap> overlap = claims.refuse(server, domain, grants.get());
            if (overlap.isPresent()) {
                return refused(
                        server,
                        domain,
                        granted,
                        ConditionReason.RANGE_OVERLAP,
                        overlap.get().message(domain.toString()));
            }
            return declared(server, domain, granted);
        } catch (IllegalArgumentException e) {
            return refused(server, domain, granted, ConditionReason.INVALID, e.getMessage());
        }
    }

    private Outcome declared(IoreqServer server, PlacedDomain domain, Granted granted) {
        withdrawal.withdraw(
                server,
                holders(server).stream()
                        .filter(node -> !node.equals(domain.node()))
                        .toList(),
                false);
        Emulators.Result emulator = new Emulators.Result.Kept(Optional.empty(), Optional.empty());
        if (Declaration.enabled(server.getSpec())) {
            emulator = emulators.keep(server, domain.node());
        } else {
            emulators.remove(server, false);
        }
        if (emulator instanceof Emulators.Result.Refused refused) {
            return refused(server, domain, granted, ConditionReason.INVALID, refused.why());
        }
        Emulators.Result.Kept kept = (Emulators.Result.Kept) emulator;
        Declarer.Result told =
                declarer.declare(domain.node(), Declaration.of(server, domain.identity(), granted, kept.pod()));
        if (told instanceof Declarer.Result.Refused refused) {
            return refused(server, domain, granted, ConditionReason.INVALID, refused.why());
        }
        if (told instanceof Declarer.Result.Failed failed) {
            return failed.since().compareTo(unreachableAfter) < 0
                    ? new Undecided(failed.tryAgain())
                    : new Decided(
                            new Situation.Unheard(List.of(domain.node()), failed.why()),
                            Optional.of(failed.tryAgain()));
        }
        return new Decided(
                new Situation.Declared(domain, granted, state(server, domain), kept.pod()), kept.lookAgain());
    }

    private Outcome refused(
            IoreqServer server, PlacedDomain domain, Granted granted, ConditionReason reason, String why) {
        return new Decided(new Situation.Refused(domain, granted, reason, why, state(server, domain)));
    }

    private Outcome notAuthorized(IoreqServer server, List<String> holders) {
        Withdrawal.Progress progress = withdrawal.withdraw(server, holders, false);
        emulators.remove(server, false);
        declarer.forget(server.getMetadata().getUid());
        return new Decided(
                new Situation.NotAuthorized(!progress.done()),
                progress.done() ? Optional.empty() : Optional.of(UNTIL_GONE));
    }

    private Outcome unheard(List<ObservedNode> nodes) {
        List<String> names = nodes.stream().map(ObservedNode::name).toList();
        String why = nodes.stream()
                .map(ObservedNode::link)
                .filter(LinkState.Silent.class::isInstance)
                .map(link -> ((LinkState.Silent) link).why())
                .findFirst()
                .orElse("the agent is unknown");
        return new Decided(new Situation.Unheard(names, why));
    }

    private Authorization ask(IoreqServer server, String node, DomainIdentity domain) {
        return Grants.ask(grants.get(), server.getMetadata().getNamespace(), node, domain.getName(), domain.getUuid());
    }

    private Optional<ServerState> state(IoreqServer server, PlacedDomain domain) {
        return fleet.server(domain.node(), server.getMetadata().getUid());
    }

    private List<String> holders(IoreqServer server) {
        return fleet.holders(server.getMetadata().getUid());
    }

    private static Optional<DomainIdentity> lastIdentity(IoreqServer server, Fleet fleet) {
        IoreqServerStatus status = server.getStatus();
        if (status != null && status.domain() != null && status.domain().incarnation() != null) {
            var bound = status.domain();
            return Optional.of(DomainIdentity.newBuilder()
                    .setId(bound.id() == null ? 0 : bound.id())
                    .setUuid(bound.uuid() == null ? "" : bound.uuid())
                    .setName(bound.name() == null ? "" : bound.name())
                    .setIncarnation(bound.incarnation())
                    .build());
        }
        String key = server.getMetadata().getUid();
        return fleet.holders(key).stream()
                .flatMap(node -> fleet.server(node, key).stream())
                .filter(ServerState::hasDomain)
                .map(ServerState::getDomain)
                .findFirst();
    }

    /** How much longer silence means nothing. */
    private Duration patience(LinkState link) {
        return unreachableAfter.minus(link.silence(clock.instant()));
    }

    /** How much longer it is too early to say that something does not exist, because agents may not even be known yet. */
    private Optional<Duration> startingUp() {
        Duration left = unreachableAfter.minus(Duration.between(firstLook.get(), clock.instant()));
        return left.isZero() || left.isNegative() ? Optional.empty() : Optional.of(left);
    }
}
