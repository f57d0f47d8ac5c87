package dev.ioreq.hypervisor.simulated.remote;

import dev.ioreq.hypervisor.BufferedIo;
import dev.ioreq.hypervisor.Domain;
import dev.ioreq.hypervisor.DomainId;
import dev.ioreq.hypervisor.DomainIdentity;
import dev.ioreq.hypervisor.DomainType;
import dev.ioreq.hypervisor.HypervisorInfo;
import dev.ioreq.hypervisor.HypervisorKind;
import dev.ioreq.hypervisor.IoRange;
import dev.ioreq.hypervisor.IoreqServerId;
import dev.ioreq.hypervisor.LegacyGfns;
import dev.ioreq.hypervisor.ShutdownReason;
import dev.ioreq.hypervisor.posix.Descriptor;
import dev.ioreq.hypervisor.simulated.engine.EngineCalls;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;

/** An engine in another process. When that is gone, the host is down: every call then answers EIO. */
public final class RemoteEngine implements EngineCalls, AutoCloseable {

    private final ConnectionPool connections;

    private RemoteEngine(ConnectionPool connections) {
        this.connections = connections;
    }

    /** @throws dev.ioreq.hypervisor.posix.PosixException nobody listens there */
    public static RemoteEngine connect(Path socket) {
        return new RemoteEngine(ConnectionPool.connect(socket));
    }

    @Override
    public HypervisorInfo info() {
        return connections.call(
                request(Operation.INFO),
                reply -> new HypervisorInfo(
                        HypervisorKind.SIMULATED,
                        reply.in().getText(),
                        reply.in().getText()));
    }

    @Override
    public List<Domain> domains() {
        return connections.call(request(Operation.DOMAINS), reply -> {
            int count = reply.in().getInt();
            List<Domain> domains = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                domains.add(domain(reply.in()));
            }
            return List.copyOf(domains);
        });
    }

    private static Domain domain(PacketReader in) {
        DomainIdentity identity =
                new DomainIdentity(in.getDomain(), UUID.fromString(in.getText()), in.getText(), in.getText());
        return new Domain(identity, in.getEnum(DomainType.class), in.getInt());
    }

    @Override
    public AutoCloseable watchDomains(Runnable changed) {
        return RemoteWatch.start(connections.path(), request(Operation.WATCH).packet(), changed);
    }

    @Override
    public int vcpus(DomainId domain) {
        return connections.call(
                request(Operation.VCPUS, domain), reply -> reply.in().getInt());
    }

    @Override
    public IoreqServerId createIoreqServer(DomainId domain, BufferedIo bufferedIo) {
        return connections.call(
                request(Operation.CREATE_SERVER, domain).putInt(bufferedIo.ordinal()),
                reply -> reply.in().getServer());
    }

    @Override
    public OptionalInt bufferedPort(DomainId domain, IoreqServerId server) {
        return connections.call(request(Operation.BUFFERED_PORT, domain, server), reply -> reply.in()
                .getOptionalInt());
    }

    @Override
    public LegacyGfns ioreqServerGfns(DomainId domain, IoreqServerId server) {
        return connections.call(
                request(Operation.SERVER_GFNS, domain, server),
                reply -> new LegacyGfns(
                        reply.in().getLong(),
                        reply.in().getOptionalLong(),
                        reply.in().getOptionalInt()));
    }

    @Override
    public void mapIoRange(DomainId domain, IoreqServerId server, IoRange range) {
        connections.run(request(Operation.MAP_RANGE, domain, server).putRange(range));
    }

    @Override
    public void unmapIoRange(DomainId domain, IoreqServerId server, IoRange range) {
        connections.run(request(Operation.UNMAP_RANGE, domain, server).putRange(range));
    }

    @Override
    public void setIoreqServerState(DomainId domain, IoreqServerId server, boolean enabled) {
        connections.run(request(Operation.SET_STATE, domain, server).putInt(enabled ? 1 : 0));
    }

    @Override
    public void destroyIoreqServer(DomainId domain, IoreqServerId server) {
        connections.run(request(Operation.DESTROY_SERVER, domain, server));
    }

    @Override
    public int resourceFrames(DomainId domain, int type, long id) {
        return connections.call(
                request(Operation.RESOURCE_FRAMES, domain).putInt(type).putLong(id),
                reply -> reply.in().getInt());
    }

    @Override
    public Descriptor acquire(DomainId domain, int type, long id, long firstFrame, int frames) {
        PacketWriter request = request(Operation.ACQUIRE, domain)
                .putInt(type)
                .putLong(id)
                .putLong(firstFrame)
                .putInt(frames);
        return connections.call(request, Reply::descriptor);
    }

    @Override
    public OpenedChannels openChannels(DomainId domain) {
        return connections.call(
                request(Operation.OPEN_CHANNELS, domain),
                reply -> new OpenedChannels(reply.in().getLong(), reply.descriptor()));
    }

    @Override
    public long adoptChannels(DomainId domain, int descriptor) {
        return connections.call(
                request(Operation.ADOPT_CHANNELS, domain), reply -> reply.in().getLong(), descriptor);
    }

    @Override
    public int bindInterdomain(DomainId domain, long handle, int remotePort) {
        return connections.call(request(Operation.BIND, domain).putLong(handle).putInt(remotePort), reply -> reply.in()
                .getInt());
    }

    @Override
    public void unbind(DomainId domain, long handle, int localPort) {
        connections.run(request(Operation.UNBIND, domain).putLong(handle).putInt(localPort));
    }

    @Override
    public void notify(DomainId domain, long handle, int localPort) {
        connections.run(request(Operation.NOTIFY, domain).putLong(handle).putInt(localPort));
    }

    @Override
    public void reset(DomainId domain, long handle) {
        connections.run(request(Operation.RESET, domain).putLong(handle));
    }

    @Override
    public void shutdownDomain(DomainId domain, ShutdownReason reason) {
        connections.run(request(Operation.SHUTDOWN, domain).putInt(reason.ordinal()));
    }

    @Override
    public void close() {
        connections.close();
    }

    private static PacketWriter request(Operation operation) {
        return new PacketWriter().putInt(operation.ordinal());
    }

    private static PacketWriter request(Operation operation, DomainId domain) {
        return request(operation).putInt(domain.value());
    }

    private static PacketWriter request(Operation operation, DomainId domain, IoreqServerId server) {
        return request(operation, domain).putInt(server.value());
    }
}
