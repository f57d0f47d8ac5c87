package dev.ioreq.agent.domains;

import dev.ioreq.agent.lane.Lanes;
import dev.ioreq.hypervisor.Domain;
import dev.ioreq.hypervisor.DomainIdentity;
import dev.ioreq.hypervisor.Hypervisor;
import dev.ioreq.hypervisor.IoreqServerId;
import dev.ioreq.hypervisor.ProbedServer;
import dev.ioreq.hypervisor.XenException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Which servers every domain has, ours and others'. A domain is probed on its lane, so a server that is just being created there is
 * never taken for a foreign one.
 */
public final class Inventory {

    private static final Logger LOG = Logger.getLogger(Inventory.class);

    private final Hypervisor hypervisor;
    private final DomainRegistry registry;
    private final Lanes lanes;
    private final Function<DomainIdentity, Set<IoreqServerId>> ours;
    private final Runnable changed;
    private final Map<String, DomainReport> reports = new ConcurrentHashMap<>();

    /**
     * @param ours the servers that the journal knows in a domain
     * @param changed called after every difference, on any thread; must be quick
     */
    public Inventory(
            Hypervisor hypervisor,
            DomainRegistry registry,
            Lanes lanes,
            Function<DomainIdentity, Set<IoreqServerId>> ours,
            Runnable changed) {
        this.hypervisor = hypervisor;
        this.registry = registry;
        this.lanes = lanes;
        this.ours = ours;
        this.changed = changed;
    }

    /** The living domains that have been probed, sorted by domid. */
    public List<DomainReport> reports() {
        return registry.domains().stream()
                .map(domain -> reports.get(domain.identity().incarnation()))
                .filter(report -> report != null)
                .toList();
    }

    /** Probes every domain again: servers come and go without a sign. */
    public void refreshAll() {
        dropDead();
        registry.domains().forEach(this::refresh);
    }

    /** Probes the domains that were never probed; forgets the dead. */
    public void refreshNew() {
        dropDead();
        registry.domains().stream()
                .filter(domain -> !reports.containsKey(domain.identity().incarnation()))
                .forEach(this::refresh);
    }

    private void dropDead() {
        Set<String> incarnations = registry.domains().stream()
                .map(domain -> domain.identity().incarnation())
                .collect(Collectors.toSet());
        if (reports.keySet().retainAll(incarnations)) {
            changed.run();
        }
    }

    /** Probes one domain again. */
    public void refresh(Domain domain) {
        lanes.submit(domain.identity().incarnation(), () -> probe(domain));
    }

    private void probe(Domain domain) {
        if (!registry.lives(domain.identity())) {
            return;
        }
        List<IoreqServerId> own = new ArrayList<>();
        List<IoreqServerId> foreign = new ArrayList<>();
        try {
            Set<IoreqServerId> known = ours.apply(domain.identity());
            for (ProbedServer server : hypervisor.probeIoreqServers(domain.id())) {
                (known.contains(server.id()) ? own : foreign).add(server.id());
            }
        } catch (XenException e) {
            // A PV domain has no servers (EINVAL), a dying one is about to leave the list.
            LOG.debugf("Probing %s: %s", domain.identity().name(), e.getMessage());
        }
        Comparator<IoreqServerId> byValue = Comparator.comparingInt(IoreqServerId::value);
        own.sort(byValue);
        foreign.sort(byValue);
        DomainReport report = new DomainReport(domain, own, foreign);
        if (!report.equals(reports.put(domain.identity().incarnation(), report))) {
            changed.run();
        }
    }
}
