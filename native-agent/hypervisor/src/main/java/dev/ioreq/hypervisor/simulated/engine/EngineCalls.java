package dev.ioreq.hypervisor.simulated.engine;

import dev.ioreq.hypervisor.BufferedIo;
import dev.ioreq.hypervisor.Domain;
import dev.ioreq.hypervisor.DomainId;
import dev.ioreq.hypervisor.HypervisorInfo;
import dev.ioreq.hypervisor.IoRange;
import dev.ioreq.hypervisor.IoreqServerId;
import dev.ioreq.hypervisor.LegacyGfns;
import dev.ioreq.hypervisor.ShutdownReason;
import dev.ioreq.hypervisor.posix.Descriptor;
import java.util.List;
import java.util.OptionalInt;

/**
 * What one calling domain asks of the engine, in this process or from another. Like the port, but with descriptors in the place of mapped
 * frames and handles. Every call throws {@link dev.ioreq.hypervisor.XenException}.
 */
public interface EngineCalls {

    /**
     * A new handle of event channels.
     *
     * @param handle names it in calls
     * @param holder the end for whoever holds the handle; when all copies of it are closed, the ports are unbound
     */
    record OpenedChannels(long handle, Descriptor holder) {}

    HypervisorInfo info();

    List<Domain> domains();

    AutoCloseable watchDomains(Runnable changed);

    int vcpus(DomainId domain);

    IoreqServerId createIoreqServer(DomainId domain, BufferedIo bufferedIo);

    OptionalInt bufferedPort(DomainId domain, IoreqServerId server);

    LegacyGfns ioreqServerGfns(DomainId domain, IoreqServerId server);

    void mapIoRange(DomainId domain, IoreqServerId server, IoRange range);

    void unmapIoRange(DomainId domain, IoreqServerId server, IoRange range);

    void setIoreqServerState(DomainId domain, IoreqServerId server, boolean enabled);

    void destroyIoreqServer(DomainId domain, IoreqServerId server);

    /** @param type number of the resource type as in Xen's memory.h */
    int resourceFrames(DomainId domain, int type, long id);

    /** A memfd that has the resource's frame n at offset n * 4096. */
    Descriptor acquire(DomainId domain, int type, long id, long firstFrame, int frames);

    OpenedChannels openChannels(DomainId domain);

    /** The handle whose holder's end this descriptor is. The caller keeps the descriptor. */
    long adoptChannels(DomainId domain, int descriptor);

    int bindInterdomain(DomainId domain, long handle, int remotePort);

    void unbind(DomainId domain, long handle, int localPort);

    void notify(DomainId domain, long handle, int localPort);

    void reset(DomainId domain, long handle);

    void shutdownDomain(DomainId domain, ShutdownReason reason);
}
