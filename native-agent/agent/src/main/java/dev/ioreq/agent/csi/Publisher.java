package dev.ioreq.agent.csi;

import java.nio.file.Path;

/**
 * Makes a server's handover directory appear where the kubelet wants it. Both calls may be repeated, and look at what is there each
 * time; neither ever touches what somebody else put there.
 */
interface Publisher {

    /**
     * @param source the server's handover directory; exists
     * @param target where it shall appear; its parent exists
     * @throws Refusal if something else is there, or the system refuses
     */
    void publish(Path source, Path target) throws Refusal;

    /**
     * Whether the handover of that server stands at the target already: it may be gone from the hypervisor by now, its pod was admitted
     * all the same.
     *
     * @param key the server's
     * @throws Refusal if the system refuses to say
     */
    boolean published(String key, Path target) throws Refusal;

    /**
     * Nothing is at the target afterwards.
     *
     * @throws Refusal if what is there is not a handover, or the system refuses
     */
    void unpublish(Path target) throws Refusal;
}
