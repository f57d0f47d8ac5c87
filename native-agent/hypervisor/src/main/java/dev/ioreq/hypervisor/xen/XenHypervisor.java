package dev.ioreq.hypervisor.xen;

import dev.ioreq.hypervisor.BufferedIo;
import dev.ioreq.hypervisor.Domain;
import dev.ioreq.hypervisor.DomainId;
import dev.ioreq.hypervisor.EnableGuard;
import dev.ioreq.hypervisor.EventChannels;
import dev.ioreq.hypervisor.FrameDescriptor;
import dev.ioreq.hypervisor.Frames;
import dev.ioreq.hypervisor.Hypervisor;
import dev.ioreq.hypervisor.HypervisorInfo;
import dev.ioreq.hypervisor.HypervisorKind;
import dev.ioreq.hypervisor.IoRange;
import dev.ioreq.hypervisor.IoreqServerId;
import dev.ioreq.hypervisor.IoreqServerInfo;
import dev.ioreq.hypervisor.LegacyGfns;
import dev.ioreq.hypervisor.ResourceType;
import dev.ioreq.hypervisor.ShutdownReason;
import dev.ioreq.hypervisor.abi.Evtchn;
import dev.ioreq.hypervisor.xen.library.MissingLibraryException;
import dev.ioreq.hypervisor.xen.library.XenLibrary;
import dev.ioreq.hypervisor.xen.store.DomainDirectory;
import dev.ioreq.hypervisor.xen.store.DomainWatch;
import dev.ioreq.hypervisor.xen.store.XenstoreConnection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The port on the Xen that this machine runs, for a process in domain 0. Any number of threads may call. */
public final class XenHypervisor implements Hypervisor {

    private final HypervisorInfo info;
    private final DeviceModel deviceModel;
    private final ForeignMemory foreignMemory;
    private final XenstoreConnection xenstore;
    private final DomainDirectory directory;
    private final EnableGuard guard = new EnableGuard();

    private XenHypervisor(
            HypervisorInfo info, DeviceModel deviceModel, ForeignMemory foreignMemory, XenstoreConnection xenstore) {
        this.info = info;
        this.deviceModel = deviceModel;
        this.foreignMemory = foreignMemory;
        this.xenstore = xenstore;
        this.directory = deviceModel.countsVcpus()
                ? DomainDirectory.counting(xenstore, info.bootId(), deviceModel::vcpus)
                : DomainDirectory.believing(xenstore, info.bootId());
    }

    /** @throws XenUnavailableException no Xen, no right to its devices, a library or xenstore missing; the message says what to do */
    public static XenHypervisor open() {
        XenHost host = new XenHost(Path.of("/"));
        HypervisorInfo info = new HypervisorInfo(HypervisorKind.XEN, host.version(), host.bootId());
        host.open(Evtchn.DEVICE, "xen-evtchn").close();
        loadLibraries();
        List<AutoCloseable> opened = new ArrayList<>();
        try {
            DeviceModel deviceModel = DeviceModel.open();
            opened.add(deviceModel);
            ForeignMemory foreignMemory = ForeignMemory.open();
            opened.add(foreignMemory);
            XenstoreConnection xenstore = XenstoreConnection.open()
                    .orElseThrow(() -> new XenUnavailableException(
                            "xenstore cannot be reached: start xenstored, and if this is a container, mount the"
                                    + " directory /run/xenstored"));
            return new XenHypervisor(info, deviceModel, foreignMemory, xenstore);
        } catch (XenUnavailableException e) {
            opened.forEach(XenHypervisor::closeQuietly);
            throw e;
        }
    }

    @Override
    public HypervisorInfo info() {
        return info;
    }

    @Override
    public List<Domain> domains() {
        return directory.list();
    }

    @Override
    public AutoCloseable watchDomains(Runnable changed) {
        return DomainWatch.start(changed);
    }

    @Override
    public int vcpus(DomainId domain) {
        return deviceModel.countsVcpus() ? deviceModel.vcpus(domain) : directory.vcpus(domain);
    }

    @Override
    public IoreqServerId createIoreqServer(DomainId domain, BufferedIo bufferedIo) {
        IoreqServerId server = deviceModel.create(domain, bufferedIo);
        guard.forget(domain, server);
        return server;
    }

    @Override
    public IoreqServerInfo ioreqServerInfo(DomainId domain, IoreqServerId server) {
        return new IoreqServerInfo(deviceModel.bufferedPort(domain, server));
    }

    @Override
    public LegacyGfns ioreqServerGfns(DomainId domain, IoreqServerId server) {
        return deviceModel.gfns(domain, server);
    }

    @Override
    public void mapIoRange(DomainId domain, IoreqServerId server, IoRange range) {
        deviceModel.map(domain, server, range);
    }

    @Override
    public void unmapIoRange(DomainId domain, IoreqServerId server, IoRange range) {
        deviceModel.unmap(domain, server, range);
    }

    @Override
    public void setIoreqServerState(DomainId domain, IoreqServerId server, boolean enabled) {
        if (enabled) {
            guard.requireFrames(domain, server);
        }
        deviceModel.setState(domain, server, enabled);
    }

    @Override
    public void destroyIoreqServer(DomainId domain, IoreqServerId server) {
        deviceModel.destroy(domain, server);
        guard.forget(domain, server);
    }

    @Override
    public int resourceFrames(DomainId domain, ResourceType type, long id) {
        return foreignMemory.frames(domain, type, id);
    }

    @Override
    public Frames acquireFrames(DomainId domain, ResourceType type, long id, long firstFrame, int frames) {
        Frames mapped = foreignMemory.map(domain, type, id, firstFrame, frames);
        if (type == ResourceType.IOREQ_SERVER) {
            guard.framesAcquired(domain, new IoreqServerId((int) id));
        }
        return mapped;
    }

    @Override
    public FrameDescriptor openFrameDescriptor(DomainId domain, IoreqServerId server) {
        // The driver would take any number.
        deviceModel.bufferedPort(domain, server);
        return RestrictedPrivcmd.open(domain);
    }

    @Override
    public EventChannels openEventChannels(DomainId domain) {
        return XenEventChannels.open(domain);
    }

    @Override
    public EventChannels adoptEventChannels(DomainId domain, int descriptor) {
        return XenEventChannels.adopt(domain, descriptor);
    }

    @Override
    public void shutdownDomain(DomainId domain, ShutdownReason reason) {
        deviceModel.shutdown(domain, reason);
    }

    @Override
    public void close() {
        deviceModel.close();
        foreignMemory.close();
        xenstore.close();
    }

    private static void loadLibraries() {
        try {
            for (XenLibrary library : XenLibrary.values()) {
                library.load();
            }
        } catch (MissingLibraryException e) {
            throw new XenUnavailableException(e.getMessage(), e);
        }
    }

    private static void closeQuietly(AutoCloseable opened) {
        try {
            opened.close();
        } catch (Exception e) {
            throw new IllegalStateException("closing a handle that was never used", e);
        }
    }
}
