package dev.ioreq.operator.ioreqserver;

import dev.ioreq.crds.common.ConditionReason;
import dev.ioreq.crds.common.ConditionType;
import dev.ioreq.crds.ioreqserver.IoreqServer;
import dev.ioreq.operator.agents.FleetListener;
import dev.ioreq.operator.conditions.Conditions;
import dev.ioreq.protocol.agent.DomainIdentity;
import dev.ioreq.protocol.agent.ServerState;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.Set;
import java.util.function.Consumer;

/** Which servers to look at when something changed on a node, or when another server gave up its ranges. */
final class ServerTriggers implements FleetListener {

    private final Servers servers;
    private final Consumer<ResourceID> look;

    ServerTriggers(Servers servers, Consumer<ResourceID> look) {
        this.servers = servers;
        this.look = look;
    }

    @Override
    public void serverChanged(String node, ServerState server) {
        look.accept(new ResourceID(server.getName(), server.getNamespace()));
    }

    @Override
    public void serverGone(String node, ServerState last) {
        look.accept(new ResourceID(last.getName(), last.getNamespace()));
        if (last.hasDomain()) {
            freed(last.getDomain());
        }
    }

    @Override
    public void domainsChanged(String node, Set<DomainIdentity> domains) {
        domains.forEach(domain -> servers.referringTo(domain).forEach(this::look));
    }

    @Override
    public void linkChanged(String node) {
        servers.all().forEach(this::look);
    }

    /** Ranges of the domain may have become free: those who wait for one may have it now. */
    void freed(DomainIdentity domain) {
        servers.referringTo(domain).stream()
                .filter(ServerTriggers::waitsForRange)
                .forEach(this::look);
    }

    void look(IoreqServer server) {
        look.accept(ResourceID.fromResource(server));
    }

    private static boolean waitsForRange(IoreqServer server) {
        return server.getStatus() != null
                && Conditions.of(server.getStatus().conditions())
                        .reason(ConditionType.READY)
                        .equals(ConditionReason.RANGE_OVERLAP.toString());
    }
}
