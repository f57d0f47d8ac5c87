package dev.ioreq.hypervisor.simulated.engine;

import dev.ioreq.hypervisor.Domain;
import dev.ioreq.hypervisor.DomainId;
import dev.ioreq.hypervisor.DomainIdentity;
import dev.ioreq.hypervisor.ShutdownReason;
import dev.ioreq.hypervisor.posix.Descriptor;
import dev.ioreq.hypervisor.simulated.GuestConfig;
import dev.ioreq.hypervisor.simulated.GuestStatus;
import dev.ioreq.hypervisor.simulated.guest.GuestProgram;
import dev.ioreq.hypervisor.simulated.guest.Transcript;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.OptionalInt;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** Starts and ends guests, as xl does. Errors name the guest and what to do. */
public final class Toolstack {

    private static final long ZOMBIE_LOOK_MILLIS = 10;

    private final Machine machine;
    private final VcpuThreads threads;
    /** The last one of each name, living or not. */
    private final Map<String, Transcript> transcripts = new HashMap<>();

    private boolean lookingAtZombies;

    Toolstack(Machine machine) {
        this.machine = machine;
        this.threads = new VcpuThreads(machine);
    }

    /**
     * @throws IllegalStateException a living guest has this name or uuid, or the wanted domid is taken
     * @throws dev.ioreq.hypervisor.simulated.guest.ProgramSyntaxException the program cannot be understood
     */
    public DomainId start(GuestConfig config) {
        GuestProgram program = GuestProgram.parse(config.program());
        program.vcpus().keySet().stream()
                .filter(vcpu -> vcpu >= config.vcpus())
                .findFirst()
                .ifPresent(vcpu -> {
                    throw new IllegalArgumentException("guest '" + config.name() + "' has " + config.vcpus()
                            + " vCPUs, but its program has instructions for vcpu " + vcpu);
                });
        return machine.locked(() -> {
            requireUnused(config);
            DomainId id = new DomainId(machine.domains().number(config.domid()));
            String incarnation =
                    machine.config().bootId() + ":" + id + ":" + config.uuid() + ":" + startTime(Instant.now());
            DomainIdentity identity = new DomainIdentity(id, config.uuid(), config.name(), incarnation);
            SimulatedDomain domain = new SimulatedDomain(
                    new Domain(identity, config.type(), config.vcpus()),
                    config,
                    program,
                    machine.config().version(),
                    machine.config().maxEventChannels(),
                    machine.lock());
            machine.domains().add(domain);
            transcripts.put(config.name(), domain.transcript());
            threads.start(domain);
            machine.watches().fire();
            return id;
        });
    }

    /** Ends a guest. It stays as a zombie while somebody maps its frames. */
    public void destroy(String name) {
        machine.locked(() -> {
            destroy(require(name));
            return null;
        });
    }

    /** Ends a guest and starts it again: the same name and uuid, another number. */
    public DomainId reboot(String name) {
        return machine.locked(() -> reboot(require(name)));
    }

    /** The guest shuts down by itself. */
    public void shutdown(String name, ShutdownReason reason) {
        machine.locked(() -> {
            machine.shutDown(require(name), reason);
            return null;
        });
    }

    /**
     * Starts the guest's programs anew in the same domain, as kexec does: its servers stay. Requests on the way are answered first; returns
     * at once.
     */
    public void softReset(String name) {
        machine.locked(() -> {
            threads.softReset(require(name));
            return null;
        });
    }

    public void pause(String name, boolean paused) {
        machine.locked(() -> {
            require(name).pause(paused);
            return null;
        });
    }

    /** All domains, sorted by number, zombies too. */
    public List<GuestStatus> list() {
        return machine.locked(
                () -> machine.domains().all().stream().map(StatusView::of).toList());
    }

    /** What the guest saw; also of one that has ended, until another of its name starts. */
    public Transcript transcript(String name) {
        return machine.locked(() -> {
            Transcript transcript = transcripts.get(name);
            if (transcript == null) {
                throw new NoSuchElementException("there never was a guest '" + name + "'");
            }
            return transcript;
        });
    }

    /** The memory that the guest's programs use. */
    public Descriptor guestMemory(String name) {
        return machine.locked(() -> require(name).otherMemory().guest().dup());
    }

    /** The number of a living guest. */
    public DomainId domid(String name) {
        return machine.locked(() -> require(name).id());
    }

    /** For tests of that moment: the domain is dying, and its servers are still there. */
    void beginDying(String name) {
        machine.locked(() -> {
            require(name).beginDying();
            return null;
        });
    }

    void afterShutdown(SimulatedDomain domain, ShutdownReason reason) {
        machine.locked(() -> {
            if (!domain.isDying()) {
                if (reason == ShutdownReason.REBOOT) {
                    reboot(domain);
                } else {
                    destroy(domain);
                }
            }
            return null;
        });
    }

    void stopAll() {
        machine.locked(() -> {
            for (SimulatedDomain domain : machine.domains().all()) {
                if (!domain.isDying()) {
                    domain.die();
                }
                domain.abandon();
            }
            return null;
        });
    }

    private DomainId reboot(SimulatedDomain domain) {
        destroy(domain);
        GuestConfig old = domain.config();
        return start(new GuestConfig(
                old.name(),
                old.uuid(),
                old.type(),
                old.vcpus(),
                OptionalInt.empty(),
                false,
                old.preserve(),
                old.program()));
    }

    private void destroy(SimulatedDomain domain) {
        domain.die();
        if (domain.isGone()) {
            machine.domains().remove(domain);
        } else {
            lookAtZombiesLater();
        }
        machine.watches().fire();
    }

    /** Nobody tells when the last mapping goes, so as long as there are zombies it is looked for. */
    private void lookAtZombiesLater() {
        if (!lookingAtZombies) {
            lookingAtZombies = true;
            try {
                machine.background().schedule(this::lookAtZombies, ZOMBIE_LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                // The host goes down.
                lookingAtZombies = false;
            }
        }
    }

    private void lookAtZombies() {
        machine.locked(() -> {
            lookingAtZombies = false;
            for (SimulatedDomain domain : machine.domains().all()) {
                if (domain.isDying() && domain.isGone()) {
                    machine.domains().remove(domain);
                } else if (domain.isDying()) {
                    lookAtZombiesLater();
                }
            }
            return null;
        });
    }

    private void requireUnused(GuestConfig config) {
        for (SimulatedDomain domain : machine.domains().all()) {
            if (domain.isDying()) {
                continue;
            }
            if (domain.name().equals(config.name()) || domain.config().uuid().equals(config.uuid())) {
                throw new IllegalStateException("guest '" + config.name() + "' with uuid " + config.uuid()
                        + " cannot start: '" + domain.name() + "' with uuid "
                        + domain.config().uuid() + " lives as domain " + domain.id() + "; destroy it first");
            }
        }
    }

    private SimulatedDomain require(String name) {
        return machine.domains()
                .named(name)
                .orElseThrow(() -> new NoSuchElementException("there is no living guest '" + name + "'; there are "
                        + machine.domains().all().stream()
                                .filter(domain -> !domain.isDying())
                                .map(SimulatedDomain::name)
                                .toList()));
    }

    /** As libxl writes it to xenstore: seconds and hundredths. */
    private static String startTime(Instant now) {
        return String.format("%d.%02d", now.getEpochSecond(), now.getNano() / 10_000_000);
    }
}
