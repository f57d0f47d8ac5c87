package dev.ioreq.agent.domains;

import dev.ioreq.agent.declaration.DomainSelector;
import dev.ioreq.hypervisor.Domain;
import dev.ioreq.hypervisor.DomainIdentity;
import dev.ioreq.hypervisor.Hypervisor;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * The living domains. Listed again after every birth and death, and whenever somebody must be sure; callers that ask at the same time
 * share one listing. Two identities are the same domain exactly if their incarnations are equal: a name may change during a life.
 */
public final class DomainRegistry implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(DomainRegistry.class);

    private final Hypervisor hypervisor;
    private final ExecutorService listing;
    private final AtomicBoolean listingQueued = new AtomicBoolean();
    private final Object lister = new Object();
    private final AtomicLong asked = new AtomicLong();
    private long answered;
    private volatile List<Domain> domains = List.of();
    private volatile Runnable changed = () -> {};
    private AutoCloseable watch;

    public DomainRegistry(Hypervisor hypervisor) {
        this.hypervisor = hypervisor;
        this.listing = Executors.newSingleThreadExecutor(task -> new Thread(task, "domains"));
    }

    /**
     * Lists the domains and watches them from now on.
     *
     * @param changed called after every difference, on any thread; must be quick
     */
    public void start(Runnable changed) {
        fresh();
        this.changed = changed;
        watch = hypervisor.watchDomains(this::listSoon);
    }

    /** The domains as last listed. */
    public List<Domain> domains() {
        return domains;
    }

    /** A listing that began after this call did. */
    public List<Domain> fresh() {
        long ticket = asked.incrementAndGet();
        boolean different;
        List<Domain> now;
        synchronized (lister) {
            if (answered >= ticket) {
                return domains;
            }
            long upTo = asked.get();
            now = List.copyOf(hypervisor.domains());
            different = !now.equals(domains);
            domains = now;
            answered = upTo;
        }
        if (different) {
            changed.run();
        }
        return now;
    }

    /** Whether the domain lived at the last listing. */
    public boolean lives(DomainIdentity domain) {
        return find(domains, domain).isPresent();
    }

    /**
     * Makes sure of an identity right before a call that changes something.
     *
     * @throws DomainGoneException if the domain does not live any more
     */
    public void confirm(DomainIdentity domain) {
        if (find(fresh(), domain).isEmpty()) {
            throw new DomainGoneException(domain);
        }
    }

    /**
     * What a selector finds.
     *
     * @param inUse the domain that the selector's server is in: it stays the match as long as it matches, for instance while a
     *     migration lets two domains have one name
     */
    public DomainMatch match(DomainSelector selector, Optional<DomainIdentity> inUse) {
        List<Domain> matching = domains.stream()
                .filter(domain -> selector.matches(domain.identity()))
                .toList();
        Optional<Domain> same = inUse.flatMap(identity -> find(matching, identity));
        if (same.isPresent()) {
            return new DomainMatch.One(same.get());
        }
        return switch (matching.size()) {
            case 0 -> new DomainMatch.None();
            case 1 -> new DomainMatch.One(matching.get(0));
            default -> new DomainMatch.Many(matching);
        };
    }

    private static Optional<Domain> find(List<Domain> among, DomainIdentity domain) {
        return among.stream()
                .filter(one -> one.identity().incarnation().equals(domain.incarnation()))
                .findFirst();
    }

    /** The hypervisor's watch may call from a thread that must not call back: list on our own. */
    private void listSoon() {
        if (listingQueued.compareAndSet(false, true)) {
            try {
                listing.execute(this::listNow);
            } catch (RejectedExecutionException e) {
                LOG.debug("A domain event during the stop is of no use any more");
            }
        }
    }

    private void listNow() {
        listingQueued.set(false);
        try {
            fresh();
        } catch (RuntimeException e) {
            LOG.errorf("Listing the domains failed, the last list stays: %s", e.getMessage());
        }
    }

    @Override
    public void close() {
        if (watch != null) {
            try {
                watch.close();
            } catch (Exception e) {
                LOG.warnf("Ending the watch of domains: %s", e.getMessage());
            }
        }
        listing.shutdown();
    }
}
