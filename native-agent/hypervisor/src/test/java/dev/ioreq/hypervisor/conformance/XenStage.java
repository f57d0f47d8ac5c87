package dev.ioreq.hypervisor.conformance;

import static org.awaitility.Awaitility.await;

import dev.ioreq.hypervisor.DomainId;
import dev.ioreq.hypervisor.DomainIdentity;
import dev.ioreq.hypervisor.DomainType;
import dev.ioreq.hypervisor.Errno;
import dev.ioreq.hypervisor.Hypervisor;
import dev.ioreq.hypervisor.IoreqServerId;
import dev.ioreq.hypervisor.XenException;
import dev.ioreq.hypervisor.xen.XenHypervisor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.opentest4j.TestAbortedException;

/** Real Xen, in domain 0 of the lab: guests are made by xl of the lab's image, which does what a script says. */
final class XenStage implements ConformanceStage {

    private static final Duration DEATH = Duration.ofSeconds(20);

    private final Hypervisor hypervisor = XenHypervisor.open();
    private final XlToolstack xl = new XlToolstack();
    private final List<Guest> guests = new ArrayList<>();
    private int started;

    @Override
    public Hypervisor hypervisor() {
        return hypervisor;
    }

    @Override
    public String name() {
        return "xen";
    }

    @Override
    public String version() {
        return xl.version();
    }

    @Override
    public StageGuest start(DomainType type, int vcpus, GuestScript script) {
        GuestConfiguration configuration = new GuestConfiguration(
                "guest" + ++started, UUID.randomUUID(), type, vcpus, ScriptWords.commandLine(script));
        Guest guest = new Guest(configuration, script.vcpus().size());
        guests.add(guest);
        return guest;
    }

    /** Takes a domain that emulates for another one, with an operating system in it. */
    @Override
    public IoreqServerId createServerOfAnotherDomain(StageGuest guest) {
        throw new TestAbortedException("the lab has no stubdomain, so no server of another domain can be made here");
    }

    @Override
    public void destroyGuests(Set<StageGuest> but) {
        guests.removeAll(but);
        guests.stream().filter(guest -> !guest.destroyed).forEach(StageGuest::destroy);
        await().atMost(DEATH).until(() -> guests.stream().allMatch(guest -> isGone(guest.domain)));
        guests.clear();
        but.forEach(guest -> guests.add((Guest) guest));
    }

    @Override
    public void close() {
        destroyGuests(Set.of());
        xl.close();
        hypervisor.close();
    }

    private DomainId domainOf(GuestConfiguration configuration) {
        return hypervisor.domains().stream()
                .map(domain -> domain.identity())
                .filter(identity -> identity.name().equals(configuration.name()))
                .map(DomainIdentity::id)
                .findFirst()
                .orElseThrow(() ->
                        new IllegalStateException("xl made " + configuration + ", and xenstore has no such domain"));
    }

    /** Not even a zombie is left. */
    private boolean isGone(DomainId domain) {
        try {
            hypervisor.vcpus(domain);
            return false;
        } catch (XenException e) {
            return e.errno() == Errno.ESRCH;
        }
    }

    private final class Guest implements StageGuest {

        private final GuestConfiguration configuration;
        private final int scripts;
        private DomainId domain;
        private boolean destroyed;

        private Guest(GuestConfiguration configuration, int scripts) {
            this.configuration = configuration;
            this.scripts = scripts;
            xl.start(configuration);
            this.domain = domainOf(configuration);
        }

        @Override
        public DomainId domain() {
            return domain;
        }

        @Override
        public List<Long> reads() {
            return xl.console(domain).stream()
                    .filter(line -> line.startsWith("script: cpu=0 read=0x"))
                    .map(line -> Long.parseUnsignedLong(line.substring(line.lastIndexOf('x') + 1), 16))
                    .toList();
        }

        @Override
        public boolean isFinished() {
            return xl.console(domain).stream()
                            .filter(line -> line.endsWith(" end"))
                            .count()
                    >= scripts;
        }

        @Override
        public boolean isStopped() {
            return xl.isStopped(domain);
        }

        @Override
        public void destroy() {
            destroyed = true;
            xl.destroy(domain);
        }

        @Override
        public void reboot() {
            xl.destroy(domain);
            await().atMost(DEATH).until(() -> isGone(domain));
            xl.start(configuration);
            domain = domainOf(configuration);
        }

        @Override
        public void softReset() {
            throw new TestAbortedException("xl soft-resets no guest without a device model that can be asked for it");
        }
    }
}
