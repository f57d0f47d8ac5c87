package dev.ioreq.hypervisor.conformance;

import dev.ioreq.hypervisor.BufferedIo;
import dev.ioreq.hypervisor.Errno;
import dev.ioreq.hypervisor.IoRange;
import dev.ioreq.hypervisor.MemoryRange;
import dev.ioreq.hypervisor.PciFunction;
import dev.ioreq.hypervisor.PortRange;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What servers of one domain should answer, told in the plainest way: a range is the set of its points. Empty means success. Made for small
 * numbers only.
 */
final class ServerModel {

    private record Point(String kind, long at) {}

    private static final class Server {
        private final BufferedIo bufferedIo;
        private final Set<Point> points = new HashSet<>();
        private boolean acquired;

        private Server(BufferedIo bufferedIo) {
            this.bufferedIo = bufferedIo;
        }
    }

    private final Map<Integer, Server> servers = new TreeMap<>();

    Set<Integer> ids() {
        return servers.keySet();
    }

    /** The id it gets; empty for ENOSPC. */
    Optional<Integer> create(BufferedIo bufferedIo) {
        for (int id = 0; id < 8; id++) {
            if (!servers.containsKey(id)) {
                servers.put(id, new Server(bufferedIo));
                return Optional.of(id);
            }
        }
        return Optional.empty();
    }

    Optional<Errno> info(int id) {
        return servers.containsKey(id) ? Optional.empty() : Optional.of(Errno.ENOENT);
    }

    boolean buffers(int id) {
        return servers.get(id).bufferedIo != BufferedIo.OFF;
    }

    Optional<Errno> acquire(int id, int first, int count) {
        Server server = servers.get(id);
        if (server == null) {
            return Optional.of(Errno.ENOENT);
        }
        if (first == 0 && server.bufferedIo == BufferedIo.OFF) {
            return Optional.of(Errno.ENOENT);
        }
        if (first + count > 2) {
            return Optional.of(Errno.EINVAL);
        }
        server.acquired = true;
        return Optional.empty();
    }

    Optional<Errno> enable(int id) {
        Server server = servers.get(id);
        return server == null || !server.acquired ? Optional.of(Errno.EPERM) : Optional.empty();
    }

    Optional<Errno> map(int id, IoRange range) {
        if (isBackwards(range)) {
            return Optional.of(Errno.EINVAL);
        }
        Server server = servers.get(id);
        if (server == null) {
            return Optional.of(Errno.ENOENT);
        }
        Set<Point> wanted = points(range);
        if (wanted.stream().anyMatch(server.points::contains)) {
            return Optional.of(Errno.EEXIST);
        }
        server.points.addAll(wanted);
        return Optional.empty();
    }

    Optional<Errno> unmap(int id, IoRange range) {
        if (isBackwards(range)) {
            return Optional.of(Errno.EINVAL);
        }
        Server server = servers.get(id);
        if (server == null || !server.points.containsAll(points(range))) {
            return Optional.of(Errno.ENOENT);
        }
        server.points.removeAll(points(range));
        return Optional.empty();
    }

    Optional<Errno> destroy(int id) {
        return servers.remove(id) == null ? Optional.of(Errno.ENOENT) : Optional.empty();
    }

    private static boolean isBackwards(IoRange range) {
        return range instanceof PortRange ports && ports.first() > ports.last()
                || range instanceof MemoryRange memory && memory.first() > memory.last();
    }

    private static Set<Point> points(IoRange range) {
        Set<Point> points = new HashSet<>();
        if (range instanceof PortRange ports) {
            for (long at = ports.first(); at <= ports.last(); at++) {
                points.add(new Point("port", at));
            }
        } else if (range instanceof MemoryRange memory) {
            for (long at = memory.first(); at <= memory.last(); at++) {
                points.add(new Point("memory", at));
            }
        } else if (range instanceof PciFunction function) {
            points.add(new Point("pci", function.sbdf()));
        }
        return points;
    }
}
