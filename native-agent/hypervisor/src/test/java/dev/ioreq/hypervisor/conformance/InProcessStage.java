package dev.ioreq.hypervisor.conformance;

import dev.ioreq.hypervisor.DomainId;
import dev.ioreq.hypervisor.Hypervisor;
import dev.ioreq.hypervisor.IoreqServerId;
import dev.ioreq.hypervisor.simulated.GuestConfig;
import dev.ioreq.hypervisor.simulated.GuestStatus;
import dev.ioreq.hypervisor.simulated.SimulatedXen;
import dev.ioreq.hypervisor.simulated.SimulatedXenConfig;
import dev.ioreq.hypervisor.simulated.XenVersion;
import java.util.List;

/** The engine in this process. */
final class InProcessStage extends SimulatedStage {

    private final SimulatedXen xen;
    private final Hypervisor hypervisor;
    private final XenVersion version;

    InProcessStage(XenVersion version) {
        this.version = version;
        this.xen = new SimulatedXen(SimulatedXenConfig.of(version));
        this.hypervisor = xen.asHypervisor(0);
    }

    @Override
    public Hypervisor hypervisor() {
        return hypervisor;
    }

    @Override
    public String name() {
        return "simulated";
    }

    @Override
    public String version() {
        return version.text();
    }

    @Override
    DomainId startGuest(GuestConfig config) {
        return xen.start(config);
    }

    @Override
    void destroyGuest(String name) {
        xen.destroy(name);
    }

    @Override
    DomainId rebootGuest(String name) {
        return xen.reboot(name);
    }

    @Override
    void softResetGuest(String name) {
        xen.softReset(name);
    }

    @Override
    List<GuestStatus> list() {
        return xen.list();
    }

    @Override
    List<String> transcript(String name) {
        return xen.transcript(name).lines();
    }

    @Override
    IoreqServerId stubdomainServer(String name) {
        return xen.createStubdomainServer(name);
    }

    @Override
    public void close() {
        xen.close();
    }
}
