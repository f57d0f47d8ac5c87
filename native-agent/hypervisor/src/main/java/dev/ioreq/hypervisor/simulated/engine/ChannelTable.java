package dev.ioreq.hypervisor.simulated.engine;

import dev.ioreq.hypervisor.Errno;
import dev.ioreq.hypervisor.posix.SeqPacketSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All open handles of event channels, and the port numbers of the domains that hold them. */
final class ChannelTable {

    /** Lower ones are taken by a control domain's own devices. */
    private static final int FIRST_LOCAL_PORT = 23;

    private final ChannelDispatcher dispatcher;
    private final Map<Long, ChannelHandle> handles = new HashMap<>();
    private final Map<Integer, BitSet> localPorts = new HashMap<>();
    private long lastId;

    ChannelTable(ChannelDispatcher dispatcher) {
        this.dispatcher = dispatcher;
    }

    EngineCalls.OpenedChannels open(int caller, int domid) {
        List<SeqPacketSocket> pair = SeqPacketSocket.pair();
        SeqPacketSocket holder = pair.get(1);
        long id = ++lastId;
        ChannelHandle[] self = new ChannelHandle[1];
        ChannelHandle handle = new ChannelHandle(
                id, caller, domid, pair.get(0), key(holder.descriptor().value()), () -> dispatcher.awaitRoom(self[0]));
        self[0] = handle;
        handles.put(id, handle);
        dispatcher.add(handle);
        return new EngineCalls.OpenedChannels(id, holder.descriptor());
    }

    Optional<ChannelHandle> find(long id) {
        return Optional.ofNullable(handles.get(id));
    }

    /** ENOTTY if the descriptor is not the holder's end of a handle; EACCES if it is restricted to another domain. */
    ChannelHandle adopt(int caller, int domid, int descriptor) {
        String key = key(descriptor);
        ChannelHandle handle = handles.values().stream()
                .filter(any -> any.holderKey().equals(key) && any.caller() == caller)
                .findFirst()
                .orElseThrow(() -> new Refused(Errno.ENOTTY));
        if (handle.domid() != domid) {
            throw new Refused(Errno.EACCES);
        }
        return handle;
    }

    /** EBADF if it is closed. */
    ChannelHandle require(int caller, long id) {
        return find(id).filter(handle -> handle.caller() == caller).orElseThrow(() -> new Refused(Errno.EBADF));
    }

    int bind(ChannelHandle handle, GuestPort remote) {
        BitSet taken = localPorts.computeIfAbsent(handle.caller(), any -> new BitSet());
        int number = taken.nextClearBit(FIRST_LOCAL_PORT);
        taken.set(number);
        LocalPort port = handle.add(number, remote);
        remote.bind(port);
        // Whatever was lost while nobody was bound: let the new one look.
        port.raise();
        return number;
    }

    void unbind(ChannelHandle handle, int number) {
        handle.remove(number);
        localPorts.get(handle.caller()).clear(number);
    }

    /** The last holder is gone, or the host goes down. */
    void close(ChannelHandle handle) {
        handle.closeAll().forEach(number -> localPorts.get(handle.caller()).clear(number));
        handles.remove(handle.id());
        dispatcher.remove(handle);
        handle.socket().close();
    }

    /** Reads what the holder wrote last; if that ends, closes the handle at once. */
    void closeIfAbandoned(ChannelHandle handle) {
        dispatcher.read(handle);
    }

    void closeAll() {
        List.copyOf(handles.values()).forEach(this::close);
    }

    /** Which socket a descriptor of this process is, whatever its number. */
    private static String key(int descriptor) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
        } catch (IOException e) {
            throw new UncheckedIOException("descriptor " + descriptor, e);
        }
    }
}
