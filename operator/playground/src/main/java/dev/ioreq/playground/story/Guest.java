package dev.ioreq.playground.story;

import dev.ioreq.hypervisor.simulated.guest.GuestProgram;
import dev.ioreq.playground.node.DeclaredGuest;
import dev.ioreq.playground.node.Node;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A guest, as the story speaks of it. */
public final class Guest {
    private final DeclaredGuest declared;
    private final Node node;

    Guest(DeclaredGuest declared, Node node) {
        this.declared = declared;
        this.node = node;
    }

    public String name() {
        return declared.name();
    }

    public GuestProgram program() {
        return GuestProgram.parse(declared.program());
    }

    /** Where it was booted. */
    public Node node() {
        return node;
    }

    /** All it has printed since it booted, on all its ports. */
    public byte[] printed() throws Exception {
        return node.toolstack().printed(name()).getBytes(StandardCharsets.UTF_8);
    }

    /** What it saw since it booted, a line each. */
    public List<String> saw() throws Exception {
        return node.toolstack().saw(name());
    }

    public int domid() throws Exception {
        return node.toolstack().domid(name());
    }

    /** The ids of the IOREQ servers it has, asked past agent and operator. */
    public List<Integer> serverIds() throws Exception {
        return node.toolstack().serverIds().getOrDefault(name(), List.of());
    }

    /** Whether a vCPU of it waits for an answer right now. */
    public boolean waits() throws Exception {
        return node.toolstack().waits(name());
    }

    /** Boots it again: the same name and uuid, a new domid. */
    public void reboots() throws Exception {
        node.toolstack().reboot(name());
    }

    /** Makes an IOREQ server for it behind the agent's back, as a toolstack's QEMU would. */
    public void getsForeignServer() throws Exception {
        node.toolstack().createForeignServer(name());
    }

    /** Ends it. */
    public void isDestroyed() throws Exception {
        node.toolstack().destroy(name());
    }
}
