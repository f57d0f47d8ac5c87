package dev.ioreq.playground.node;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** What a toolstack does with the guests of a node, and what can be seen of them from outside; guests go by their names. */
public interface Toolstack {
    /** Starts a guest, which runs at once. */
    void start(DeclaredGuest guest) throws IOException, InterruptedException;

    /** Boots it again: the same name and uuid, a new domid. Returns when the new domain is there. */
    void reboot(String name) throws IOException, InterruptedException;

    /** Ends it at once. A zombie stays while somebody maps its frames. */
    void destroy(String name) throws IOException, InterruptedException;

    /** Makes an IOREQ server for it behind the agent's back, as a toolstack's QEMU would. */
    void createForeignServer(String name) throws IOException, InterruptedException;

    /** The number of a guest that runs. */
    int domid(String name) throws IOException, InterruptedException;

    /** Whether there is a domain of this number, a zombie too. */
    boolean exists(int domid) throws IOException, InterruptedException;

    /** Whether a vCPU of it waits for the answer to a request right now. */
    boolean waits(String name) throws IOException, InterruptedException;

    /** All it has printed since it booted, on all its ports. */
    String printed(String name) throws IOException, InterruptedException;

    /** What it saw since it booted, a line each. */
    List<String> saw(String name) throws IOException, InterruptedException;

    /** Domains that have ended, but whose memory somebody still maps. */
    List<String> zombies() throws IOException, InterruptedException;

    /** The ids of the IOREQ servers that exist, asked past agent and operator, by the name of their guest. */
    Map<String, List<Integer>> serverIds() throws IOException, InterruptedException;
}
