package dev.ioreq.hypervisor.conformance;

import dev.ioreq.hypervisor.DomainId;
import dev.ioreq.hypervisor.DomainType;
import dev.ioreq.hypervisor.IoreqServerId;
import dev.ioreq.hypervisor.simulated.GuestConfig;
import dev.ioreq.hypervisor.simulated.GuestStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A stage on a simulated host: scripts become guest programs, transcripts become values. */
abstract class SimulatedStage implements ConformanceStage {

    private final List<Guest> guests = new ArrayList<>();
    private int started;

    abstract DomainId startGuest(GuestConfig config);

    abstract void destroyGuest(String name);

    abstract DomainId rebootGuest(String name);

    abstract void softResetGuest(String name);

    abstract List<GuestStatus> list();

    abstract List<String> transcript(String name);

    abstract IoreqServerId stubdomainServer(String name);

    @Override
    public StageGuest start(DomainType type, int vcpus, GuestScript script) {
        String name = "guest" + ++started;
        DomainId domain = startGuest(GuestConfig.named(name)
                .withType(type)
                .withVcpus(vcpus)
                .withPreserve(true)
                .withProgram(program(script)));
        Guest guest = new Guest(name, domain);
        guests.add(guest);
        return guest;
    }

    @Override
    public IoreqServerId createServerOfAnotherDomain(StageGuest guest) {
        return stubdomainServer(((Guest) guest).name);
    }

    @Override
    public void destroyGuests(Set<StageGuest> but) {
        guests.removeAll(but);
        guests.stream().filter(guest -> !guest.isDestroyed()).forEach(StageGuest::destroy);
        guests.clear();
        but.forEach(guest -> guests.add((Guest) guest));
    }

    private static String program(GuestScript script) {
        return script.vcpus().entrySet().stream()
                .map(entry -> "vcpu " + entry.getKey() + "\n"
                        + entry.getValue().stream()
                                .map(SimulatedStage::instruction)
                                .collect(Collectors.joining("\n")))
                .collect(Collectors.joining("\n"));
    }

    private static String instruction(GuestScript.Access access) {
        if (access instanceof GuestScript.Await await) {
            return "await " + await.port();
        } else if (access instanceof GuestScript.In in) {
            return "in." + in.size() + " " + in.port();
        } else if (access instanceof GuestScript.Out out) {
            return "out." + out.size() + " " + out.port() + " 0x" + Long.toHexString(out.value());
        } else if (access instanceof GuestScript.Read read) {
            return "read." + read.size() + " 0x" + Long.toHexString(read.address());
        } else if (access instanceof GuestScript.Write write) {
            return "write." + write.size() + " 0x" + Long.toHexString(write.address()) + " 0x"
                    + Long.toHexString(write.value());
        } else if (access instanceof GuestScript.Outs outs) {
            return "outs." + outs.size() + " " + outs.port() + " from 0 count " + outs.count();
        } else if (access instanceof GuestScript.PciRead read) {
            return "pci-read." + read.size() + " " + read.function().toString().replace("pci ", "") + " "
                    + read.register();
        } else if (access instanceof GuestScript.TimeOffset offset) {
            return "time-offset " + offset.seconds();
        } else if (access instanceof GuestScript.ReadForEver read) {
            return "loop {\n in " + read.port() + "\n}";
        }
        return "invalidate";
    }

    private final class Guest implements StageGuest {

        private final String name;
        private DomainId domain;
        private boolean destroyed;

        private Guest(String name, DomainId domain) {
            this.name = name;
            this.domain = domain;
        }

        @Override
        public DomainId domain() {
            return domain;
        }

        @Override
        public List<Long> reads() {
            return transcript(name).stream()
                    .filter(line -> line.startsWith("vcpu0 ") && line.contains(" = 0x") && !line.contains(" await "))
                    .map(line -> Long.parseUnsignedLong(line.substring(line.lastIndexOf("0x") + 2), 16))
                    .toList();
        }

        @Override
        public boolean isFinished() {
            return status().vcpus().stream().allMatch(vcpu -> vcpu.activity().equals("halted"));
        }

        @Override
        public boolean isStopped() {
            return list().stream()
                    .noneMatch(status -> status.domain().id().equals(domain)
                            && status.state().equals("running"));
        }

        private GuestStatus status() {
            return list().stream()
                    .filter(status -> status.domain().id().equals(domain))
                    .findFirst()
                    .orElseThrow();
        }

        private boolean isDestroyed() {
            return destroyed;
        }

        @Override
        public void destroy() {
            destroyed = true;
            destroyGuest(name);
        }

        @Override
        public void reboot() {
            domain = rebootGuest(name);
        }

        @Override
        public void softReset() {
            softResetGuest(name);
        }
    }
}
