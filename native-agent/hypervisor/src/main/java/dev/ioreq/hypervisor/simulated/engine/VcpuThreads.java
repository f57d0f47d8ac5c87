package dev.ioreq.hypervisor.simulated.engine;

import dev.ioreq.hypervisor.simulated.guest.GuestStopped;
import dev.ioreq.hypervisor.simulated.guest.ProgramRunner;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.Map;

/** One thread a vCPU, with a small stack: hundreds of guests fit one process. */
final class VcpuThreads {

    private static final Logger LOG = System.getLogger(VcpuThreads.class.getName());
    private static final long STACK_BYTES = 256 * 1024;

    private final Machine machine;
    /** Threads at work, by domain. */
    private final Map<SimulatedDomain, Integer> working = new HashMap<>();

    VcpuThreads(Machine machine) {
        this.machine = machine;
    }

    void start(SimulatedDomain domain) {
        working.put(domain, domain.vcpus().size());
        for (Vcpu vcpu : domain.vcpus()) {
            vcpu.activity("running");
            String name = domain.name() + "/" + domain.id() + "/vcpu" + vcpu.number();
            Thread thread = new Thread(null, () -> run(vcpu), name, STACK_BYTES);
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** The last vCPU that stops starts all again. */
    void softReset(SimulatedDomain domain) {
        domain.resetting(true);
        if (!working.containsKey(domain)) {
            restart(domain);
        }
    }

    private void restart(SimulatedDomain domain) {
        domain.resetting(false);
        domain.configAddress(0);
        domain.transcript().add("soft reset");
        start(domain);
    }

    private void run(Vcpu vcpu) {
        SimulatedDomain domain = vcpu.domain();
        String ended = "halted";
        try {
            new ProgramRunner(vcpu.number(), new VcpuBus(machine, vcpu), domain.transcript())
                    .run(domain.program().of(vcpu.number()));
        } catch (GuestStopped e) {
            ended = "stopped";
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "vCPU " + vcpu.number() + " of " + domain.name() + " failed", e);
            domain.transcript().add("xen: vcpu" + vcpu.number() + " failed: " + e);
            ended = "failed";
        }
        String activity = ended;
        machine.locked(() -> {
            vcpu.goesOn();
            vcpu.unblock();
            vcpu.activity(activity);
            finished(domain);
            return null;
        });
    }

    private void finished(SimulatedDomain domain) {
        int left = working.merge(domain, -1, Integer::sum);
        if (left == 0) {
            working.remove(domain);
            if (domain.isResetting() && domain.isRunning()) {
                restart(domain);
            }
        }
    }
}
