package dev.ioreq.agent.supervisor;

import dev.ioreq.agent.domains.DomainMatch;
import dev.ioreq.agent.journal.CreateIntent;
import dev.ioreq.agent.journal.JournalEntry;
import dev.ioreq.agent.journal.ServerFact;
import dev.ioreq.hypervisor.BufferedIo;
import dev.ioreq.hypervisor.DomainIdentity;
import dev.ioreq.hypervisor.Errno;
import dev.ioreq.hypervisor.Frames;
import dev.ioreq.hypervisor.Hypervisor;
import dev.ioreq.hypervisor.IoreqServerId;
import dev.ioreq.hypervisor.Ownership;
import dev.ioreq.hypervisor.ProbedServer;
import dev.ioreq.hypervisor.ResourceType;
import dev.ioreq.hypervisor.XenException;
import dev.ioreq.hypervisor.abi.BufferedIoreqPage;
import dev.ioreq.hypervisor.abi.IoreqPage;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** From nothing to an enabled server with its frames mapped. */
final class CreationSteps {

    private static final Logger LOG = Logger.getLogger(CreationSteps.class);

    /** With these nobody knows whether the call was made: the intent stays, and the claim finds out. */
    private static final Set<Errno> ANSWER_LOST =
            Set.of(Errno.EIO, Errno.EINTR, Errno.ETIMEDOUT, Errno.EPIPE, Errno.ECONNRESET, Errno.EUNKNOWN);

    private final Server server;
    private final Hypervisor hypervisor;
    private final Observer observer;
    private final Function<DomainIdentity, Set<IoreqServerId>> ours;

    /** @param ours the servers that the journal knows in a domain */
    CreationSteps(Server server, Observer observer, Function<DomainIdentity, Set<IoreqServerId>> ours) {
        this.server = server;
        this.hypervisor = server.services().hypervisor();
        this.observer = observer;
        this.ours = ours;
    }

    void create() {
        if (!(observer.match(server.entry()) instanceof DomainMatch.One one)) {
            return;
        }
        DomainIdentity domain = one.domain().identity();
        server.services().registry().confirm(domain);
        String bootId = server.services().bootId();
        CreateIntent intent = new CreateIntent(bootId, domain, existing(domain));
        server.record().update(entry -> entry.intending(intent));
        IoreqServerId id;
        try {
            id = hypervisor.createIoreqServer(domain.id(), server.declared().bufferedIo());
        } catch (XenException e) {
            if (!ANSWER_LOST.contains(e.errno())) {
                server.record().update(JournalEntry::cleared);
            }
            throw e;
        }
        server.record().update(entry -> entry.stating(ServerFact.created(bootId, domain, id)));
        server.held().untouched = true;
        LOG.infof(
                "Server %s: created as server %s of domain %s (domid %s)",
                server.declared().displayName(), id, domain.name(), domain.id());
    }

    /** The one server that is there now and was not there before, and that nobody else of us has, is ours. */
    void claim() {
        CreateIntent intent = server.entry().intent().orElseThrow();
        server.services().registry().confirm(intent.domain());
        Set<IoreqServerId> candidates = hypervisor
                .probeIoreqServers(intent.domain().id())
                .stream()
                .filter(probed -> probed.ownership() == Ownership.OWN_DOMAIN)
                .map(ProbedServer::id)
                .filter(id -> !intent.before().contains(id))
                .collect(Collectors.toSet());
        candidates.removeAll(ours.apply(intent.domain()));
        switch (candidates.size()) {
            case 0 -> server.record().update(JournalEntry::cleared);
            case 1 -> {
                IoreqServerId id = candidates.iterator().next();
                LOG.infof(
                        "Server %s: found again as server %s", server.declared().displayName(), id);
                server.record()
                        .update(entry -> entry.stating(ServerFact.created(intent.bootId(), intent.domain(), id)));
            }
            default ->
                throw new AmbiguousServerException(
                        "create_ioreq_server(domid=" + intent.domain().id()
                                + ") was under way when the agent ended, and servers " + sorted(candidates)
                                + " are new since: none of them is touched; when the other one's owner has ended it, ours is found");
        }
    }

    void acquireFrames() {
        boolean buffered = server.declared().bufferedIo() != BufferedIo.OFF;
        int first = buffered ? BufferedIoreqPage.FRAME : IoreqPage.FRAME;
        int count = buffered ? 2 : 1;
        Frames frames;
        try {
            frames = hypervisor.acquireFrames(
                    server.domain(), ResourceType.IOREQ_SERVER, server.id().value(), first, count);
        } catch (XenException e) {
            server.services().registry().confirm(server.fact().domain());
            if (e.errno() != Errno.ENOENT) {
                throw e;
            }
            LOG.warnf(
                    "Server %s: server %s does not exist any more, somebody destroyed it; it is created again",
                    server.declared().displayName(), server.id());
            server.record().update(JournalEntry::cleared);
            return;
        }
        try {
            // From the mapping on the number stays this domain's: if it is the right one now, it stays the right one.
            server.services().registry().confirm(server.fact().domain());
            server.held().vcpus = hypervisor.vcpus(server.domain());
        } catch (RuntimeException e) {
            frames.close();
            throw e;
        }
        server.held().frames = frames;
    }

    /** Xen writes the slots' ports when a server with frames is enabled; a server enabled too early has none until it is enabled anew. */
    void enable() {
        server.confirmDomain();
        server.held().untouched = false;
        hypervisor.setIoreqServerState(server.domain(), server.id(), true);
        if (!everySlotHasItsPort()) {
            hypervisor.setIoreqServerState(server.domain(), server.id(), false);
            hypervisor.setIoreqServerState(server.domain(), server.id(), true);
        }
        server.held().enabled = true;
    }

    private boolean everySlotHasItsPort() {
        return server.held().frames.use(pages -> {
            IoreqPage page = new IoreqPage(pages.get(pages.size() - 1));
            for (int vcpu = 0; vcpu < server.held().vcpus; vcpu++) {
                if (page.slot(vcpu).vpEport() == 0) {
                    return false;
                }
            }
            return true;
        });
    }

    private Set<IoreqServerId> existing(DomainIdentity domain) {
        return hypervisor.probeIoreqServers(domain.id()).stream()
                .map(ProbedServer::id)
                .collect(Collectors.toSet());
    }

    private static Set<Integer> sorted(Set<IoreqServerId> ids) {
        return ids.stream().map(IoreqServerId::value).collect(Collectors.toCollection(TreeSet::new));
    }
}
