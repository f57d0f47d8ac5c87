package dev.ioreq.hypervisor.simulated;

import dev.ioreq.hypervisor.BufferedIo;
import dev.ioreq.hypervisor.Domain;
import dev.ioreq.hypervisor.DomainId;
import dev.ioreq.hypervisor.EnableGuard;
import dev.ioreq.hypervisor.Errno;
import dev.ioreq.hypervisor.EventChannels;
import dev.ioreq.hypervisor.FrameDescriptor;
import dev.ioreq.hypervisor.Frames;
import dev.ioreq.hypervisor.Hypervisor;
import dev.ioreq.hypervisor.HypervisorInfo;
import dev.ioreq.hypervisor.IoRange;
import dev.ioreq.hypervisor.IoreqServerId;
import dev.ioreq.hypervisor.IoreqServerInfo;
import dev.ioreq.hypervisor.LegacyGfns;
import dev.ioreq.hypervisor.ResourceType;
import dev.ioreq.hypervisor.ShutdownReason;
import dev.ioreq.hypervisor.XenException;
import dev.ioreq.hypervisor.abi.IoreqPage;
import dev.ioreq.hypervisor.posix.Descriptor;
import dev.ioreq.hypervisor.posix.MappedFrames;
import dev.ioreq.hypervisor.posix.PosixException;
import dev.ioreq.hypervisor.posix.SharedMapping;
import dev.ioreq.hypervisor.simulated.engine.EngineCalls;
import java.util.List;

/** The port on an engine, wherever that runs. */
abstract class EnginePort implements Hypervisor {

    private final EngineCalls calls;
    private final EnableGuard guard = new EnableGuard();

    EnginePort(EngineCalls calls) {
        this.calls = calls;
    }

    @Override
    public HypervisorInfo info() {
        return calls.info();
    }

    @Override
    public List<Domain> domains() {
        return calls.domains();
    }

    @Override
    public AutoCloseable watchDomains(Runnable changed) {
        return calls.watchDomains(changed);
    }

    @Override
    public int vcpus(DomainId domain) {
        return calls.vcpus(domain);
    }

    @Override
    public IoreqServerId createIoreqServer(DomainId domain, BufferedIo bufferedIo) {
        IoreqServerId server = calls.createIoreqServer(domain, bufferedIo);
        guard.forget(domain, server);
        return server;
    }

    @Override
    public IoreqServerInfo ioreqServerInfo(DomainId domain, IoreqServerId server) {
        return new IoreqServerInfo(calls.bufferedPort(domain, server));
    }

    @Override
    public LegacyGfns ioreqServerGfns(DomainId domain, IoreqServerId server) {
        return calls.ioreqServerGfns(domain, server);
    }

    @Override
    public void mapIoRange(DomainId domain, IoreqServerId server, IoRange range) {
        calls.mapIoRange(domain, server, range);
    }

    @Override
    public void unmapIoRange(DomainId domain, IoreqServerId server, IoRange range) {
        calls.unmapIoRange(domain, server, range);
    }

    @Override
    public void setIoreqServerState(DomainId domain, IoreqServerId server, boolean enabled) {
        if (enabled) {
            guard.requireFrames(domain, server);
        }
        calls.setIoreqServerState(domain, server, enabled);
    }

    @Override
    public void destroyIoreqServer(DomainId domain, IoreqServerId server) {
        calls.destroyIoreqServer(domain, server);
        guard.forget(domain, server);
    }

    @Override
    public int resourceFrames(DomainId domain, ResourceType type, long id) {
        return calls.resourceFrames(domain, type.ordinal(), id);
    }

    @Override
    public Frames acquireFrames(DomainId domain, ResourceType type, long id, long firstFrame, int frames) {
        try (Descriptor memory = calls.acquire(domain, type.ordinal(), id, firstFrame, frames)) {
            Frames mapped = map(domain, memory, firstFrame, frames);
            if (type == ResourceType.IOREQ_SERVER) {
                guard.framesAcquired(domain, new IoreqServerId((int) id));
            }
            return mapped;
        }
    }

    private static Frames map(DomainId domain, Descriptor memory, long firstFrame, int frames) {
        try {
            return new MappedFrames(SharedMapping.map(memory, firstFrame * IoreqPage.BYTES, frames * IoreqPage.BYTES));
        } catch (PosixException e) {
            // The seal of a destroyed server's memory.
            if (e.errno() == Errno.EPERM) {
                throw new XenException(
                        Errno.ENOENT,
                        "acquire_resource",
                        domain,
                        "the server was destroyed before its frames were mapped");
            }
            throw e;
        }
    }

    @Override
    public FrameDescriptor openFrameDescriptor(DomainId domain, IoreqServerId server) {
        Descriptor memory =
                calls.acquire(domain, ResourceType.IOREQ_SERVER.ordinal(), server.value(), IoreqPage.FRAME, 1);
        return new MemoryDescriptor(memory);
    }

    @Override
    public EventChannels openEventChannels(DomainId domain) {
        EngineCalls.OpenedChannels opened = calls.openChannels(domain);
        return new EngineEventChannels(calls, domain, opened.handle(), opened.holder());
    }

    @Override
    public EventChannels adoptEventChannels(DomainId domain, int descriptor) {
        Descriptor holder = Descriptor.adopt(descriptor);
        try {
            return new EngineEventChannels(calls, domain, calls.adoptChannels(domain, descriptor), holder);
        } catch (RuntimeException e) {
            holder.close();
            throw e;
        }
    }

    @Override
    public void shutdownDomain(DomainId domain, ShutdownReason reason) {
        calls.shutdownDomain(domain, reason);
    }

    private record MemoryDescriptor(Descriptor memory) implements FrameDescriptor {

        @Override
        public int descriptor() {
            return memory.value();
        }

        @Override
        public void close() {
            memory.close();
        }
    }
}
