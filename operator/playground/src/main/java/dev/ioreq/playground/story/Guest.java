package dev.ioreq.playground.story;

import dev.ioreq.hypervisor.simulated.GuestStatus;
import dev.ioreq.hypervisor.simulated.VcpuStatus;
import dev.ioreq.hypervisor.simulated.guest.GuestProgram;
import dev.ioreq.playground.node.DeclaredGuest;
import dev.ioreq.playground.node.SimulatedNode;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A guest, as the story speaks of it. */
public final class Guest {
    /** The state of a domain that has ended, but whose frames somebody still maps. */
    static final String ZOMBIE = "dying";

    private final DeclaredGuest declared;
    private final SimulatedNode node;

    Guest(DeclaredGuest declared, SimulatedNode node) {
        this.declared = declared;
        this.node = node;
    }

    public String name() {
        return declared.name();
    }

    public GuestProgram program() {
        return GuestProgram.parse(declared.program());
    }

    /** All it has printed since it booted, on all its ports. */
    public byte[] printed() throws Exception {
        return node.guests().printed(name()).getBytes(StandardCharsets.UTF_8);
    }

    /** What it saw since it booted, a line each. */
    public List<String> saw() throws Exception {
        return node.guests().transcript(name());
    }

    /** What it is and does now. */
    public GuestStatus status() throws Exception {
        return node.guests().list().stream()
                .filter(guest -> guest.name().equals(name()) && !guest.state().equals(ZOMBIE))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("guest " + name() + " does not run on " + node.name()));
    }

    public int domid() throws Exception {
        return status().domain().identity().id().value();
    }

    /** Whether a vCPU of it waits for an answer right now. */
    public boolean waits() throws Exception {
        return status().vcpus().stream().anyMatch(VcpuStatus::blocked);
    }

    /** Boots it again: the same name and uuid, a new domid. */
    public void reboots() throws Exception {
        node.guests().reboot(name());
    }

    /** Makes an IOREQ server for it behind the agent's back, as a toolstack's QEMU would. */
    public void getsForeignServer() throws Exception {
        node.guests().createForeignServer(name());
    }

    /** Ends it. */
    public void isDestroyed() throws Exception {
        node.guests().destroy(name());
    }
}
