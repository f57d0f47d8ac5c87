package dev.ioreq.playground.node;

import dev.ioreq.hypervisor.Domain;
import dev.ioreq.hypervisor.Hypervisor;
import dev.ioreq.hypervisor.simulated.GuestConfig;
import dev.ioreq.hypervisor.simulated.GuestControl;
import dev.ioreq.hypervisor.simulated.GuestStatus;
import dev.ioreq.hypervisor.simulated.SimulatedHypervisorClient;
import dev.ioreq.hypervisor.simulated.VcpuStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The guests of a simulated hypervisor.
 *
 * @param control starts and stops them
 * @param calls the socket of the hypervisor's calls
 */
record SimulatedToolstack(GuestControl control, Path calls) implements Toolstack {
    /** The state of a domain that has ended, but whose frames somebody still maps. */
    private static final String ZOMBIE = "dying";

    @Override
    public void start(DeclaredGuest guest) {
        control.start(GuestConfig.named(guest.name())
                .withType(guest.type())
                .withVcpus(guest.vcpus())
                .withProgram(guest.program()));
    }

    @Override
    public void reboot(String name) {
        control.reboot(name);
    }

    @Override
    public void destroy(String name) {
        control.destroy(name);
    }

    @Override
    public void createForeignServer(String name) {
        control.createForeignServer(name);
    }

    @Override
    public int domid(String name) {
        return status(name).domain().identity().id().value();
    }

    @Override
    public boolean exists(int domid) {
        return control.list().stream()
                .anyMatch(guest -> guest.domain().identity().id().value() == domid);
    }

    @Override
    public boolean waits(String name) {
        return status(name).vcpus().stream().anyMatch(VcpuStatus::blocked);
    }

    @Override
    public String printed(String name) {
        return control.printed(name);
    }

    @Override
    public List<String> saw(String name) {
        return control.transcript(name);
    }

    @Override
    public List<String> zombies() {
        return control.list().stream()
                .filter(guest -> guest.state().equals(ZOMBIE))
                .map(GuestStatus::name)
                .toList();
    }

    @Override
    public Map<String, List<Integer>> serverIds() throws IOException {
        try (Hypervisor hypervisor = SimulatedHypervisorClient.connect(calls)) {
            var ids = new TreeMap<String, List<Integer>>();
            for (Domain domain : hypervisor.domains()) {
                ids.put(
                        domain.identity().name(),
                        hypervisor.probeIoreqServers(domain.identity().id()).stream()
                                .map(server -> server.id().value())
                                .toList());
            }
            return ids;
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("closing the connection to " + calls, e);
        }
    }

    private GuestStatus status(String name) {
        return control.list().stream()
                .filter(guest -> guest.name().equals(name) && !guest.state().equals(ZOMBIE))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("guest " + name + " does not run"));
    }
}
