package dev.ioreq.operator.grant;

import dev.ioreq.crds.common.ConditionReason;
import dev.ioreq.crds.common.ConditionType;
import dev.ioreq.crds.grant.DomainGrant;
import dev.ioreq.crds.grant.DomainGrantStatus;
import dev.ioreq.crds.ioreqserver.IoreqServer;
import dev.ioreq.crds.ioreqserver.IoreqServerStatus;
import dev.ioreq.operator.conditions.Conditions;
import dev.ioreq.operator.conditions.Finding;
import java.time.Clock;
import java.util.Collection;

/** Makes the status of a DomainGrant: how many servers rely on it. */
final class DomainGrantStatusFactory {

    private final Clock clock;

    DomainGrantStatusFactory(Clock clock) {
        this.clock = clock;
    }

    DomainGrantStatus status(DomainGrant grant, Collection<IoreqServer> servers) {
        long generation = grant.getMetadata().getGeneration();
        int count =
                (int) servers.stream().filter(server -> relies(server, grant)).count();
        Conditions before = Conditions.of(
                grant.getStatus() == null ? null : grant.getStatus().conditions());
        Conditions after = before.with(
                ConditionType.READY,
                Finding.yes(
                        ConditionReason.READY,
                        "In force for namespaces " + grant.getSpec().namespaces()),
                generation,
                clock);
        return new DomainGrantStatus(generation, count, after.toList());
    }

    private static boolean relies(IoreqServer server, DomainGrant grant) {
        IoreqServerStatus status = server.getStatus();
        return status != null
                && status.nodeName() != null
                && status.domain() != null
                && status.domain().name() != null
                && status.domain().uuid() != null
                && Conditions.of(status.conditions()).isTrue(ConditionType.AUTHORIZED)
                && Grants.covers(
                        grant.getSpec(),
                        server.getMetadata().getNamespace(),
                        status.nodeName(),
                        status.domain().name(),
                        status.domain().uuid());
    }
}
