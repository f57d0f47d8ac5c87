package dev.ioreq.hypervisor.posix;

/**
 * Who connected, as the kernel saw it then (SO_PEERCRED, unix(7)).
 *
 * @param pid in our pid namespace; 0 if it is not visible from here
 * @param uid in our user namespace
 * @param gid in our user namespace
 */
public record PeerCredentials(int pid, int uid, int gid) {}
