package dev.ioreq.hypervisor;

import java.util.ArrayList;
import java.util.List;

/**
 * The calls of Xen that managing IOREQ servers needs, with its answers. Every call throws {@link XenException} with the errno that Xen
 * gives; the interface documents of Xen (dm_op.h, memory.h, event_channel.h) say which.
 *
 * <p>For all of them: ESRCH no such domain; EPERM the domain is ourselves, or we may not manage it; EINVAL the domain is PV. For those that
 * take a server: ENOENT no such server; EPERM it was created by another domain.
 */
public interface Hypervisor extends AutoCloseable {

    HypervisorInfo info();

    /** All living domains but domain 0, sorted by domid. Dying ones are left out. */
    List<Domain> domains();

    /**
     * Calls {@code changed} at once, after every birth and death of a domain, and sometimes for nothing ({@code @introduceDomain},
     * {@code @releaseDomain}): list again. Close to stop.
     */
    AutoCloseable watchDomains(Runnable changed);

    /** All vCPUs, online or not ({@code XEN_DMOP_nr_vcpus}): the number of synchronous slots. */
    int vcpus(DomainId domain);

    /** ENOSPC: 8 servers, or the guest's event channels are used up. EINVAL: the domain is dying. The lowest free id is taken. */
    IoreqServerId createIoreqServer(DomainId domain, BufferedIo bufferedIo);

    /** Never asks for guest frames, so it changes nothing. */
    IoreqServerInfo ioreqServerInfo(DomainId domain, IoreqServerId server);

    /**
     * Asks for guest frames, which commits the server to them: EPERM once frames were acquired, ENOMEM when there are none. For the
     * conformance suite; the agent never calls it.
     */
    LegacyGfns ioreqServerGfns(DomainId domain, IoreqServerId server);

    /** EEXIST overlaps a range of the same server; EINVAL ends before it starts; ENOMEM more than 256 ranges. */
    void mapIoRange(DomainId domain, IoreqServerId server, IoRange range);

    /** ENOENT if any part of the range is not mapped; a part of a mapped range may be unmapped. */
    void unmapIoRange(DomainId domain, IoreqServerId server, IoRange range);

    /**
     * Enables or disables; pauses the whole guest meanwhile. The port itself refuses (EPERM, before any call) to enable a server whose
     * frames nobody acquired through it: Xen writes the slots' event channels at enable, and only into frames that exist.
     */
    void setIoreqServerState(DomainId domain, IoreqServerId server, boolean enabled);

    /** A vCPU whose request is outstanding stays frozen: answer first. */
    void destroyIoreqServer(DomainId domain, IoreqServerId server);

    /** Which of the ids 0..7 exist, sorted. */
    default List<ProbedServer> probeIoreqServers(DomainId domain) {
        // First, so that its EPERM is not taken for that of a server.
        vcpus(domain);
        List<ProbedServer> found = new ArrayList<>();
        for (int id = 0; id < IoreqServerId.MAX_SERVERS; id++) {
            IoreqServerId server = new IoreqServerId(id);
            try {
                ioreqServerInfo(domain, server);
                found.add(new ProbedServer(server, Ownership.OWN_DOMAIN));
            } catch (XenException e) {
                if (e.errno() == Errno.EPERM) {
                    found.add(new ProbedServer(server, Ownership.OTHER_DOMAIN));
                } else if (e.errno() != Errno.ENOENT) {
                    throw e;
                }
            }
        }
        return List.copyOf(found);
    }

    /** How many frames a resource can have (size query; IOREQ_SERVER is 2 whether or not the server exists). Does not promise that they map. */
    int resourceFrames(DomainId domain, ResourceType type, long id);

    /**
     * Maps frames, and makes them the first time. EINVAL id above 65535 or frame not there; ENOENT no such server, or frame 0 of a server
     * without a ring; EPERM the server has given out guest frames; ENOMEM also when the domain is dying.
     */
    Frames acquireFrames(DomainId domain, ResourceType type, long id, long firstFrame, int frames);

    /** What an emulator in another process maps this server's frames with. */
    FrameDescriptor openFrameDescriptor(DomainId domain, IoreqServerId server);

    /** A new handle, restricted to the domain. */
    EventChannels openEventChannels(DomainId domain);

    /** A handle on a descriptor that came back from an emulator. Takes ownership of the descriptor, also when it fails. */
    EventChannels adoptEventChannels(DomainId domain, int descriptor);

    void shutdownDomain(DomainId domain, ShutdownReason reason);

    @Override
    void close();
}
