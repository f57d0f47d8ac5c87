package dev.ioreq.hypervisor.simulated;

import dev.ioreq.hypervisor.BufferedIo;
import dev.ioreq.hypervisor.DomainId;
import dev.ioreq.hypervisor.Hypervisor;
import dev.ioreq.hypervisor.IoreqServerId;
import dev.ioreq.hypervisor.ShutdownReason;
import dev.ioreq.hypervisor.posix.Descriptor;
import dev.ioreq.hypervisor.simulated.engine.EngineCalls;
import dev.ioreq.hypervisor.simulated.engine.Machine;
import dev.ioreq.hypervisor.simulated.engine.Toolstack;
import dev.ioreq.hypervisor.simulated.guest.Transcript;
import java.util.List;

/** The engine in this process: a host with guests. Closing it is pulling the plug. */
public final class SimulatedXen implements AutoCloseable {

    /** A domain that owns servers besides domain 0, as a stubdomain would; it has no vCPUs and is in no list. */
    public static final int STUBDOMAIN = 32751;

    private final Machine machine;

    public SimulatedXen(SimulatedXenConfig config) {
        this.machine = new Machine(config);
    }

    /** The port as a device model in this domain has it: 0 for the control domain. Closing it leaves the engine running. */
    public Hypervisor asHypervisor(int callerDomid) {
        return new LocalHypervisor(callsOf(callerDomid));
    }

    /** The calls below the port; for serving them to other processes. */
    public EngineCalls callsOf(int callerDomid) {
        return machine.callsOf(callerDomid);
    }

    /** @throws IllegalStateException its name, uuid or domid is taken */
    public DomainId start(GuestConfig config) {
        return toolstack().start(config);
    }

    /** Ends a guest; a zombie stays while somebody maps its frames. */
    public void destroy(String name) {
        toolstack().destroy(name);
    }

    /** The same guest under a new number. */
    public DomainId reboot(String name) {
        return toolstack().reboot(name);
    }

    /** The guest shuts down by itself. */
    public void shutdown(String name, ShutdownReason reason) {
        toolstack().shutdown(name, reason);
    }

    /** Starts its programs anew in the same domain, which keeps its servers. Returns at once. */
    public void softReset(String name) {
        toolstack().softReset(name);
    }

    public void pause(String name) {
        toolstack().pause(name, true);
    }

    public void unpause(String name) {
        toolstack().pause(name, false);
    }

    /** All domains, sorted by number, zombies too. */
    public List<GuestStatus> list() {
        return toolstack().list();
    }

    /** What the guest saw; also of one that has ended, until another of its name starts. */
    public Transcript transcript(String name) {
        return toolstack().transcript(name);
    }

    /** The memory that a guest's programs use (a memfd). */
    public Descriptor guestMemory(String name) {
        return toolstack().guestMemory(name);
    }

    /** A server that another program of domain 0 made and left, as QEMU would. It is never enabled. */
    public IoreqServerId createForeignServer(String name) {
        return callsOf(0).createIoreqServer(toolstack().domid(name), BufferedIo.OFF);
    }

    /** A server that another domain made ({@link #STUBDOMAIN}). It is never enabled. */
    public IoreqServerId createStubdomainServer(String name) {
        DomainId domain = toolstack().domid(name);
        letManage(STUBDOMAIN, domain);
        return callsOf(STUBDOMAIN).createIoreqServer(domain, BufferedIo.OFF);
    }

    /** Makes a domain a device model of the guest. */
    public void letManage(int domid, DomainId guest) {
        machine.privileges().setTarget(domid, guest.value());
    }

    private Toolstack toolstack() {
        return machine.toolstack();
    }

    @Override
    public void close() {
        machine.close();
    }
}
