package dev.ioreq.operator.ioreqserver;

import static dev.ioreq.crds.common.ConditionType.AUTHORIZED;
import static dev.ioreq.crds.common.ConditionType.DOMAIN_FOUND;
import static dev.ioreq.crds.common.ConditionType.EMULATOR_ATTACHED;
import static dev.ioreq.crds.common.ConditionType.FRAMES_ACQUIRED;
import static dev.ioreq.crds.common.ConditionType.SERVER_CREATED;

import dev.ioreq.crds.common.ConditionReason;
import dev.ioreq.crds.common.ConditionType;
import dev.ioreq.crds.ioreqserver.IoreqServer;
import dev.ioreq.crds.ioreqserver.IoreqServerStatus;
import dev.ioreq.operator.conditions.Conditions;
import dev.ioreq.operator.conditions.Finding;
import dev.ioreq.operator.conditions.StatusWrite.News;
import dev.ioreq.operator.domains.DomainQuery;
import dev.ioreq.operator.domains.PlacedDomain;
import dev.ioreq.operator.domains.Resolution;
import dev.ioreq.operator.grant.Authorization.Granted;
import dev.ioreq.operator.ioreqserver.Situation.Declared;
import dev.ioreq.operator.ioreqserver.Situation.Homeless;
import dev.ioreq.operator.ioreqserver.Situation.Leaving;
import dev.ioreq.operator.ioreqserver.Situation.NoSuchNode;
import dev.ioreq.operator.ioreqserver.Situation.NotAuthorized;
import dev.ioreq.operator.ioreqserver.Situation.Refused;
import dev.ioreq.operator.ioreqserver.Situation.Unheard;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes the status of an IoreqServer from where it stands. The same situation twice is the same status. */
final class IoreqServerStatusFactory {

    private final Clock clock;

    IoreqServerStatusFactory(Clock clock) {
        this.clock = clock;
    }

    /**
     * A computed status, and what kind of news it is.
     *
     * @param news what kind
     */
    record Verdict(IoreqServerStatus status, News news) {}

    Verdict verdict(IoreqServer server, Situation situation) {
        Conditions before = Conditions.of(
                server.getStatus() == null ? null : server.getStatus().conditions());
        Aspects aspects = aspects(server, before, situation);
        Conditions after = aspects.over(before, server.getMetadata().getGeneration(), clock);
        return new Verdict(
                ObservedFields.of(server, situation).status(server.getMetadata().getGeneration(), after.toList()),
                news(server, before, aspects));
    }

    private static News news(IoreqServer server, Conditions before, Aspects aspects) {
        if (aspects.wrong()) {
            return News.WRONG;
        }
        boolean changed = before.get(ConditionType.READY)
                .filter(ready -> server.getMetadata().getGeneration().equals(ready.observedGeneration()))
                .isEmpty();
        return changed || server.isMarkedForDeletion() ? News.ASKED_FOR : News.PROGRESS;
    }

    private static Aspects aspects(IoreqServer server, Conditions before, Situation situation) {
        if (situation instanceof Declared declared) {
            return declared(server, declared);
        }
        if (situation instanceof Refused refused) {
            return refused(server, refused);
        }
        if (situation instanceof NotAuthorized notAuthorized) {
            return notAuthorized(server, notAuthorized);
        }
        if (situation instanceof Homeless homeless) {
            return homeless(server, before, homeless);
        }
        if (situation instanceof NoSuchNode noSuchNode) {
            return nowhere(
                    before,
                    Finding.no(
                            ConditionReason.NODE_NOT_FOUND,
                            "spec.nodeName: no XenNode is called '%s'; correct it, or start an agent on that node"
                                    .formatted(noSuchNode.node())),
                    false);
        }
        if (situation instanceof Unheard unheard) {
            return unheard(before, unheard);
        }
        return leaving((Leaving) situation);
    }

    private static Aspects declared(IoreqServer server, Declared declared) {
        Map<ConditionType, Finding> findings = placed(declared.domain(), declared.granted());
        Finding created = Findings.serverCreated(declared.state());
        Finding frames = Findings.framesAcquired(declared.state());
        Finding attached = Findings.emulatorAttached(server, declared.state(), declared.pod());
        Finding ready = Findings.ready(server, declared.state(), created, frames, attached);
        findings.put(SERVER_CREATED, created);
        findings.put(FRAMES_ACQUIRED, frames);
        findings.put(EMULATOR_ATTACHED, attached);
        return new Aspects(findings, ready, false, !ready.holds() && !Findings.progress(ready));
    }

    private static Aspects refused(IoreqServer server, Refused refused) {
        Map<ConditionType, Finding> findings = placed(refused.domain(), refused.granted());
        Finding no = Finding.no(refused.reason(), refused.why());
        boolean held = refused.state().isPresent();
        findings.put(SERVER_CREATED, held ? Findings.serverCreated(refused.state()) : no);
        findings.put(FRAMES_ACQUIRED, held ? Findings.framesAcquired(refused.state()) : no);
        findings.put(
                EMULATOR_ATTACHED, held ? Findings.emulatorAttached(server, refused.state(), Optional.empty()) : no);
        return new Aspects(findings, no, true, true);
    }

    private static Aspects notAuthorized(IoreqServer server, NotAuthorized situation) {
        Finding no = Finding.no(
                ConditionReason.NO_GRANT,
                ("No DomainGrant lets namespace %s attach emulators to the domain with %s. An emulator can read all memory of its "
                                + "guest, so nothing is created; ask a cluster administrator for a DomainGrant%s")
                        .formatted(
                                server.getMetadata().getNamespace(),
                                words(server),
                                situation.withdrawing() ? ". What was granted before is being withdrawn" : ""));
        Map<ConditionType, Finding> findings = new EnumMap<>(ConditionType.class);
        findings.put(AUTHORIZED, no);
        findings.put(
                DOMAIN_FOUND,
                Finding.yes(ConditionReason.FOUND, "The domain is there; where, and who it is, is told with a grant"));
        findings.put(SERVER_CREATED, no);
        findings.put(FRAMES_ACQUIRED, no);
        findings.put(EMULATOR_ATTACHED, no);
        return new Aspects(findings, no, true, true);
    }

    private static Aspects homeless(IoreqServer server, Conditions before, Homeless homeless) {
        Resolution why = homeless.why();
        if (why instanceof Resolution.Ambiguous ambiguous) {
            String matches =
                    ambiguous.matches().stream().map(PlacedDomain::toString).collect(Collectors.joining("; "));
            return nowhere(
                    before,
                    Finding.no(
                            ConditionReason.DOMAIN_AMBIGUOUS,
                            "spec.domain: %s matches several: %s. Name the domain by uuid, or set spec.nodeName"
                                    .formatted(words(server), matches)),
                    true);
        }
        if (why instanceof Resolution.IncarnationGone gone) {
            return nowhere(
                    before,
                    Finding.no(
                            ConditionReason.DOMAIN_NOT_FOUND,
                            ("spec.domain: %s means the incarnation %s, and that is gone. Declare the domain by name or uuid in a new "
                                            + "IoreqServer to follow it through reboots")
                                    .formatted(words(server), gone.incarnation())),
                    true);
        }
        String where = server.getSpec().nodeName() == null
                ? ""
                : " on node " + server.getSpec().nodeName();
        return nowhere(
                before,
                Finding.no(
                        ConditionReason.DOMAIN_NOT_FOUND,
                        "spec.domain: no domain with %s runs%s; the server follows as soon as it starts"
                                .formatted(words(server), where)),
                false);
    }

    private static Aspects nowhere(Conditions before, Finding no, boolean stalled) {
        Map<ConditionType, Finding> findings = new EnumMap<>(ConditionType.class);
        if (!before.isTrue(AUTHORIZED)) {
            findings.put(
                    AUTHORIZED,
                    Finding.unknown(ConditionReason.DOMAIN_NOT_FOUND, "Not decided before the domain is found"));
        }
        findings.put(DOMAIN_FOUND, no);
        findings.put(SERVER_CREATED, no);
        findings.put(FRAMES_ACQUIRED, no);
        findings.put(EMULATOR_ATTACHED, no);
        return new Aspects(findings, no, stalled, true);
    }

    private static Aspects unheard(Conditions before, Unheard unheard) {
        Finding unknown = Finding.unknown(
                ConditionReason.AGENT_UNREACHABLE,
                "Not heard: %s (%s). A server that was there goes on without its agent; only news is missing"
                        .formatted(String.join(", ", unheard.nodes()), unheard.why()));
        Map<ConditionType, Finding> findings = new EnumMap<>(ConditionType.class);
        if (!before.isTrue(DOMAIN_FOUND)) {
            findings.put(DOMAIN_FOUND, unknown);
        }
        return new Aspects(findings, unknown, false, true);
    }

    private static Aspects leaving(Leaving leaving) {
        Map<ConditionType, Finding> none = new EnumMap<>(ConditionType.class);
        if (leaving.unheard().isEmpty()) {
            return new Aspects(
                    none,
                    Finding.no(ConditionReason.RELEASING, "Deleted: the agent takes the server out of the hypervisor"),
                    false,
                    false);
        }
        return new Aspects(
                none,
                Finding.unknown(
                        ConditionReason.AGENT_UNREACHABLE,
                        ("Deleted, but the agent of node %s, which holds the server, is not heard. It is withdrawn when the agent is back. If "
                                        + "it never comes back: delete the Node, or annotate this resource with %s=true")
                                .formatted(String.join(", ", leaving.unheard()), ServerTeardown.FORCE_RELEASE)),
                false,
                true);
    }

    private static Map<ConditionType, Finding> placed(PlacedDomain domain, Granted granted) {
        Map<ConditionType, Finding> findings = new EnumMap<>(ConditionType.class);
        findings.put(AUTHORIZED, Finding.yes(ConditionReason.GRANTED, "DomainGrant " + granted.grant() + " covers it"));
        findings.put(DOMAIN_FOUND, Finding.yes(ConditionReason.FOUND, "It is " + domain));
        return findings;
    }

    private static String words(IoreqServer server) {
        return new DomainQuery(server.getSpec().domain(), Optional.empty(), Optional.empty()).words();
    }
}
