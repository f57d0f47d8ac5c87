package dev.ioreq.hypervisor.simulated.remote;

import dev.ioreq.hypervisor.BufferedIo;
import dev.ioreq.hypervisor.Domain;
import dev.ioreq.hypervisor.DomainId;
import dev.ioreq.hypervisor.HypervisorInfo;
import dev.ioreq.hypervisor.IoreqServerId;
import dev.ioreq.hypervisor.LegacyGfns;
import dev.ioreq.hypervisor.ShutdownReason;
import dev.ioreq.hypervisor.XenException;
import dev.ioreq.hypervisor.posix.Descriptor;
import dev.ioreq.hypervisor.posix.EndOfStreamException;
import dev.ioreq.hypervisor.posix.Poll;
import dev.ioreq.hypervisor.posix.PosixException;
import dev.ioreq.hypervisor.posix.Received;
import dev.ioreq.hypervisor.posix.SeqPacketSocket;
import dev.ioreq.hypervisor.simulated.engine.EngineCalls;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The engine's end of one connection: reads a request, runs it, replies; until the other end goes. */
final class EngineConnection {

    static final int OK = 0;
    static final int PROGRAMMING_ERROR = -1;

    private static final Logger LOG = System.getLogger(EngineConnection.class.getName());

    private final EngineCalls calls;
    private final SeqPacketSocket socket;

    EngineConnection(EngineCalls calls, SeqPacketSocket socket) {
        this.calls = calls;
        this.socket = socket;
    }

    void run() {
        try {
            while (true) {
                Optional<Received> message = socket.receive(Poll.FOREVER);
                if (message.isPresent()) {
                    try (Received request = message.get()) {
                        serve(request);
                    }
                }
            }
        } catch (EndOfStreamException e) {
            LOG.log(Level.DEBUG, "a caller has gone");
        } catch (PosixException e) {
            LOG.log(Level.WARNING, "the connection of a caller failed; it is closed", e);
        }
    }

    private void serve(Received request) throws EndOfStreamException {
        List<Descriptor> attached = new ArrayList<>();
        try {
            PacketReader in = new PacketReader(request.payload());
            Operation operation = in.getEnum(Operation.class);
            if (operation == Operation.WATCH) {
                watch();
                return;
            }
            PacketWriter out = new PacketWriter().putInt(OK);
            execute(operation, in, request.descriptors(), out, attached);
            socket.send(
                    out.packet(), attached.stream().mapToInt(Descriptor::value).toArray());
        } catch (XenException e) {
            socket.send(new PacketWriter()
                    .putInt(e.errno().number())
                    .putText(e.operation())
                    .putInt(e.domain().value())
                    .putText(e.arguments())
                    .putText(e.detail())
                    .packet());
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "a request failed", e);
            socket.send(new PacketWriter()
                    .putInt(PROGRAMMING_ERROR)
                    .putText(String.valueOf(e.getMessage()))
                    .packet());
        } finally {
            attached.forEach(Descriptor::close);
        }
    }

    private void execute(
            Operation operation,
            PacketReader in,
            List<Descriptor> received,
            PacketWriter out,
            List<Descriptor> attached) {
        switch (operation) {
            case INFO -> {
                HypervisorInfo info = calls.info();
                out.putText(info.version()).putText(info.bootId());
            }
            case DOMAINS -> putDomains(out, calls.domains());
            case RESOURCE_FRAMES -> out.putInt(calls.resourceFrames(in.getDomain(), in.getInt(), in.getLong()));
            case ACQUIRE ->
                attached.add(calls.acquire(in.getDomain(), in.getInt(), in.getLong(), in.getLong(), in.getInt()));
            case VCPUS -> out.putInt(calls.vcpus(in.getDomain()));
            case SHUTDOWN -> calls.shutdownDomain(in.getDomain(), in.getEnum(ShutdownReason.class));
            case CREATE_SERVER ->
                out.putInt(calls.createIoreqServer(in.getDomain(), in.getEnum(BufferedIo.class))
                        .value());
            case BUFFERED_PORT, SERVER_GFNS, MAP_RANGE, UNMAP_RANGE, SET_STATE, DESTROY_SERVER ->
                onServer(operation, in.getDomain(), in.getServer(), in, out);
            default -> onChannels(operation, in.getDomain(), in, received, out, attached);
        }
    }

    private void onServer(
            Operation operation, DomainId domain, IoreqServerId server, PacketReader in, PacketWriter out) {
        switch (operation) {
            case BUFFERED_PORT -> out.putOptional(calls.bufferedPort(domain, server));
            case SERVER_GFNS -> {
                LegacyGfns gfns = calls.ioreqServerGfns(domain, server);
                out.putLong(gfns.synchronous()).putOptional(gfns.buffered()).putOptional(gfns.bufferedPort());
            }
            case MAP_RANGE -> calls.mapIoRange(domain, server, in.getRange());
            case UNMAP_RANGE -> calls.unmapIoRange(domain, server, in.getRange());
            case SET_STATE -> calls.setIoreqServerState(domain, server, in.getInt() != 0);
            default -> calls.destroyIoreqServer(domain, server);
        }
    }

    private void onChannels(
            Operation operation,
            DomainId domain,
            PacketReader in,
            List<Descriptor> received,
            PacketWriter out,
            List<Descriptor> attached) {
        switch (operation) {
            case OPEN_CHANNELS -> {
                EngineCalls.OpenedChannels opened = calls.openChannels(domain);
                attached.add(opened.holder());
                out.putLong(opened.handle());
            }
            case ADOPT_CHANNELS -> {
                if (received.isEmpty()) {
                    throw new IllegalArgumentException("adopting event channels needs their descriptor");
                }
                out.putLong(calls.adoptChannels(domain, received.get(0).value()));
            }
            case BIND -> out.putInt(calls.bindInterdomain(domain, in.getLong(), in.getInt()));
            case UNBIND -> calls.unbind(domain, in.getLong(), in.getInt());
            case NOTIFY -> calls.notify(domain, in.getLong(), in.getInt());
            case RESET -> calls.reset(domain, in.getLong());
            default -> throw new IllegalArgumentException("operation " + operation + " is not served here");
        }
    }

    /** Tells of changes until the other end goes. A full socket has told already. */
    private void watch() throws EndOfStreamException {
        ByteBuffer changed = ByteBuffer.wrap(new byte[] {1});
        AutoCloseable watch = calls.watchDomains(() -> {
            try {
                socket.trySend(changed.duplicate());
            } catch (EndOfStreamException e) {
                LOG.log(Level.DEBUG, "a watcher has gone");
            }
        });
        try {
            while (true) {
                socket.receive(Poll.FOREVER).ifPresent(Received::close);
            }
        } finally {
            close(watch);
        }
    }

    private static void close(AutoCloseable watch) {
        try {
            watch.close();
        } catch (Exception e) {
            LOG.log(Level.WARNING, "ending a watch failed", e);
        }
    }

    private static void putDomains(PacketWriter out, List<Domain> domains) {
        out.putInt(domains.size());
        for (Domain domain : domains) {
            out.putInt(domain.id().value())
                    .putText(domain.identity().uuid().toString())
                    .putText(domain.identity().name())
                    .putText(domain.identity().incarnation())
                    .putInt(domain.type().ordinal())
                    .putInt(domain.vcpus());
        }
    }
}
