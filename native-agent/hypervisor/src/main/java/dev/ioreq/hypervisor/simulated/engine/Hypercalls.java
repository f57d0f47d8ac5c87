package dev.ioreq.hypervisor.simulated.engine;

import dev.ioreq.hypervisor.BufferedIo;
import dev.ioreq.hypervisor.Domain;
import dev.ioreq.hypervisor.DomainId;
import dev.ioreq.hypervisor.Errno;
import dev.ioreq.hypervisor.Explanations;
import dev.ioreq.hypervisor.HypervisorInfo;
import dev.ioreq.hypervisor.HypervisorKind;
import dev.ioreq.hypervisor.IoRange;
import dev.ioreq.hypervisor.IoreqServerId;
import dev.ioreq.hypervisor.LegacyGfns;
import dev.ioreq.hypervisor.MemoryRange;
import dev.ioreq.hypervisor.PortRange;
import dev.ioreq.hypervisor.ShutdownReason;
import dev.ioreq.hypervisor.XenException;
import dev.ioreq.hypervisor.posix.Descriptor;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** The calls of one domain. The order of the checks is Xen's: the first that fails is the answer. */
final class Hypercalls implements EngineCalls {

    private final Machine machine;
    private final int caller;
    private final Resources resources;

    Hypercalls(Machine machine, int caller) {
        this.machine = machine;
        this.caller = caller;
        this.resources = new Resources(machine.config().version(), caller);
    }

    @Override
    public HypervisorInfo info() {
        return new HypervisorInfo(
                HypervisorKind.SIMULATED,
                machine.config().version().text(),
                machine.config().bootId());
    }

    @Override
    public List<Domain> domains() {
        return machine.locked(() -> machine.domains().all().stream()
                .filter(domain -> !domain.isDying())
                .map(SimulatedDomain::domain)
                .toList());
    }

    @Override
    public AutoCloseable watchDomains(Runnable changed) {
        return machine.watches().add(changed);
    }

    @Override
    public int vcpus(DomainId domain) {
        return call("nr_vcpus", domain, "", () -> target(domain).vcpus().size());
    }

    @Override
    public IoreqServerId createIoreqServer(DomainId domain, BufferedIo bufferedIo) {
        return call("create_ioreq_server", domain, "bufferedIo=" + bufferedIo, () -> {
            SimulatedDomain target = target(domain);
            SimulatedServer server = new SimulatedServer(target, target.lowestFreeServerId(), caller, bufferedIo);
            target.add(server);
            return new IoreqServerId(server.id());
        });
    }

    @Override
    public OptionalInt bufferedPort(DomainId domain, IoreqServerId server) {
        return call("get_ioreq_server_info", domain, "server=" + server, () -> ours(domain, server)
                .bufferedPortNumber());
    }

    @Override
    public LegacyGfns ioreqServerGfns(DomainId domain, IoreqServerId server) {
        return call("get_ioreq_server_info_with_gfns", domain, "server=" + server, () -> {
            SimulatedServer found = ours(domain, server);
            return found.pages().gfns(found.bufferedPortNumber());
        });
    }

    @Override
    public void mapIoRange(DomainId domain, IoreqServerId server, IoRange range) {
        call("map_io_range_to_ioreq_server", domain, "server=" + server + ", " + range, () -> {
            SimulatedDomain target = target(domain);
            requireOrdered(range);
            ours(target, server).map(range);
            target.signalChanged();
            return null;
        });
    }

    @Override
    public void unmapIoRange(DomainId domain, IoreqServerId server, IoRange range) {
        call("unmap_io_range_from_ioreq_server", domain, "server=" + server + ", " + range, () -> {
            SimulatedDomain target = target(domain);
            requireOrdered(range);
            ours(target, server).unmap(range);
            return null;
        });
    }

    @Override
    public void setIoreqServerState(DomainId domain, IoreqServerId server, boolean enabled) {
        call("set_ioreq_server_state", domain, "server=" + server + ", enabled=" + (enabled ? 1 : 0), () -> {
            SimulatedServer found = ours(domain, server);
            if (enabled) {
                found.enable();
            } else {
                found.disable();
            }
            target(domain).signalChanged();
            return null;
        });
    }

    @Override
    public void destroyIoreqServer(DomainId domain, IoreqServerId server) {
        call("destroy_ioreq_server", domain, "server=" + server, () -> {
            target(domain).remove(ours(domain, server));
            return null;
        });
    }

    @Override
    public int resourceFrames(DomainId domain, int type, long id) {
        String arguments = "type=" + type + ", id=" + id + ", size query";
        return call("acquire_resource", domain, arguments, () -> resources.frames(resourceTarget(domain), type, id));
    }

    @Override
    public Descriptor acquire(DomainId domain, int type, long id, long firstFrame, int frames) {
        String arguments =
                "type=" + type + ", id=" + id + ", frames " + Long.toUnsignedString(firstFrame) + "+" + frames;
        return call("acquire_resource", domain, arguments, () -> {
            Resources.requireFrameNumbers(firstFrame, frames);
            return resources
                    .acquire(resourceTarget(domain), type, id, firstFrame, frames)
                    .dup();
        });
    }

    @Override
    public OpenedChannels openChannels(DomainId domain) {
        return machine.locked(() -> machine.channels().open(caller, domain.value()));
    }

    @Override
    public long adoptChannels(DomainId domain, int descriptor) {
        return call("adopt_event_channels", domain, "descriptor=" + descriptor, () -> machine.channels()
                .adopt(caller, domain.value(), descriptor)
                .id());
    }

    @Override
    public int bindInterdomain(DomainId domain, long handle, int remotePort) {
        return call("bind_interdomain", domain, "port=" + remotePort, () -> {
            ChannelHandle opened = machine.channels().require(caller, handle);
            GuestPort remote = existing(domain).ports().find(remotePort).orElseThrow(() -> new Refused(Errno.EINVAL));
            // A holder that has just gone is known to the kernel, but perhaps not yet to the dispatcher.
            remote.holder().ifPresent(machine.channels()::closeIfAbandoned);
            if (!remote.canBeBoundBy(caller)) {
                throw new Refused(Errno.EINVAL);
            }
            return machine.channels().bind(opened, remote);
        });
    }

    @Override
    public void unbind(DomainId domain, long handle, int localPort) {
        call("unbind", domain, "local port=" + localPort, () -> {
            machine.channels().unbind(machine.channels().require(caller, handle), localPort);
            return null;
        });
    }

    @Override
    public void notify(DomainId domain, long handle, int localPort) {
        call("notify", domain, "local port=" + localPort, () -> {
            machine.channels().require(caller, handle).require(localPort).notifyRemote();
            return null;
        });
    }

    @Override
    public void reset(DomainId domain, long handle) {
        call("reset", domain, "", () -> {
            machine.channels().require(caller, handle).reset();
            return null;
        });
    }

    @Override
    public void shutdownDomain(DomainId domain, ShutdownReason reason) {
        call("shutdown", domain, "reason=" + reason, () -> {
            machine.shutDown(target(domain), reason);
            return null;
        });
    }

    private <T> T call(String operation, DomainId domain, String arguments, Supplier<T> body) {
        try {
            return machine.locked(body);
        } catch (Refused e) {
            throw new XenException(e.errno(), operation, domain, arguments, Explanations.of(operation, e.errno()));
        }
    }

    private SimulatedDomain existing(DomainId domain) {
        return machine.domains().find(domain.value()).orElseThrow(() -> new Refused(Errno.ESRCH));
    }

    /** ESRCH there is none, EPERM ourselves or not ours to manage. */
    private SimulatedDomain resourceTarget(DomainId domain) {
        if (domain.value() == caller) {
            throw new Refused(Errno.EPERM);
        }
        SimulatedDomain target = existing(domain);
        if (!machine.privileges().mayManage(caller, domain.value())) {
            throw new Refused(Errno.EPERM);
        }
        return target;
    }

    /** As above, and EINVAL for a PV domain. */
    private SimulatedDomain target(DomainId domain) {
        SimulatedDomain target = resourceTarget(domain);
        if (target.isPv()) {
            throw new Refused(Errno.EINVAL);
        }
        return target;
    }

    private SimulatedServer ours(DomainId domain, IoreqServerId server) {
        return ours(target(domain), server);
    }

    private SimulatedServer ours(SimulatedDomain target, IoreqServerId server) {
        SimulatedServer found = target.requireServer(server.value());
        if (found.emulator() != caller) {
            throw new Refused(Errno.EPERM);
        }
        return found;
    }

    private static void requireOrdered(IoRange range) {
        boolean backwards = range instanceof PortRange ports && ports.first() > ports.last()
                || range instanceof MemoryRange memory && Long.compareUnsigned(memory.first(), memory.last()) > 0;
        if (backwards) {
            throw new Refused(Errno.EINVAL);
        }
    }
}
