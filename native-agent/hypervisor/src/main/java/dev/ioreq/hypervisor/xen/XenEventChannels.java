package dev.ioreq.hypervisor.xen;

import dev.ioreq.hypervisor.DomainId;
import dev.ioreq.hypervisor.Errno;
import dev.ioreq.hypervisor.EventChannels;
import dev.ioreq.hypervisor.Explanations;
import dev.ioreq.hypervisor.XenException;
import dev.ioreq.hypervisor.abi.Evtchn;
import dev.ioreq.hypervisor.posix.Descriptor;
import dev.ioreq.hypervisor.posix.Device;
import dev.ioreq.hypervisor.posix.EventFd;
import dev.ioreq.hypervisor.posix.Poll;
import dev.ioreq.hypervisor.posix.PosixException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * A handle on the driver {@code /dev/xen/evtchn}, limited to one domain. Whoever else has the descriptor shares the open file description,
 * so a read may find that the event was taken: it is made non-blocking, and that answer is taken as no event.
 */
final class XenEventChannels implements EventChannels {

    private static final String LOCAL_PORT = "local port";

    private final DomainId domain;
    private final Descriptor device;
    private final EventFd closing = EventFd.create();

    private XenEventChannels(DomainId domain, Descriptor device) {
        this.domain = domain;
        this.device = device;
        device.setBlocking(false);
    }

    static XenEventChannels open(DomainId domain) {
        Descriptor device = opened(domain);
        try {
            restrict(device, domain);
            return new XenEventChannels(domain, device);
        } catch (PosixException e) {
            device.close();
            throw refused(e, "restrict", domain, "");
        }
    }

    private static Descriptor opened(DomainId domain) {
        try {
            return Device.open(Path.of(Evtchn.DEVICE));
        } catch (PosixException e) {
            throw refused(e, "open " + Evtchn.DEVICE, domain, "");
        }
    }

    /** Takes ownership of the descriptor, also when it fails. */
    static XenEventChannels adopt(DomainId domain, int fd) {
        Descriptor device = Descriptor.adopt(fd);
        try {
            requireDriver(device, domain);
            restrictIfFree(device, domain);
            return new XenEventChannels(domain, device);
        } catch (PosixException e) {
            device.close();
            throw refused(e, "restrict", domain, "");
        } catch (XenException e) {
            device.close();
            throw e;
        }
    }

    @Override
    public int bindInterdomain(int remotePort) {
        return control(
                "bind_interdomain",
                Evtchn.BIND_INTERDOMAIN,
                Evtchn.bindInterdomain(domain.value(), remotePort),
                "remote port",
                remotePort);
    }

    @Override
    public void unbind(int localPort) {
        control("unbind", Evtchn.UNBIND, Evtchn.port(localPort), LOCAL_PORT, localPort);
    }

    @Override
    public void notify(int localPort) {
        control("notify", Evtchn.NOTIFY, Evtchn.port(localPort), LOCAL_PORT, localPort);
    }

    @Override
    public void unmask(int localPort) {
        try {
            device.write(port().putInt(0, localPort));
        } catch (PosixException e) {
            throw refused(e, "unmask", domain, LOCAL_PORT + "=" + localPort);
        }
    }

    @Override
    public void reset() {
        try {
            Device.control(device, "RESET", Evtchn.RESET, Evtchn.nothing());
        } catch (PosixException e) {
            throw refused(e, "reset", domain, "");
        }
    }

    @Override
    public OptionalInt pending(Duration timeout) {
        long deadline = System.nanoTime() + Math.min(timeout.toNanos(), Poll.FOREVER.toNanos());
        ByteBuffer event = port();
        while (true) {
            long left = Math.max(0, deadline - System.nanoTime());
            boolean readable = Poll.anyReadable(Duration.ofNanos(left), device, closing.descriptor());
            if (readable && read(event)) {
                return OptionalInt.of(event.getInt(0));
            }
            if (deadline - System.nanoTime() <= 0) {
                return OptionalInt.empty();
            }
        }
    }

    private boolean read(ByteBuffer event) {
        try {
            event.clear();
            return device.read(event) == Integer.BYTES;
        } catch (PosixException e) {
            if (e.errno() == Errno.EAGAIN) {
                return false;
            }
            throw refused(e, "pending", domain, "");
        }
    }

    @Override
    public int descriptor() {
        return device.value();
    }

    @Override
    public void close() {
        if (!device.isClosed()) {
            device.close();
            closing.raise();
            closing.close();
        }
    }

    private int control(String operation, long request, ByteBuffer argument, String what, int port) {
        try {
            return Device.control(device, operation, request, argument);
        } catch (PosixException e) {
            throw refused(e, operation, domain, what + "=" + port);
        }
    }

    private static void restrict(Descriptor device, DomainId domain) {
        Device.control(device, "RESTRICT_DOMID", Evtchn.RESTRICT_DOMID, Evtchn.restrictDomid(domain.value()));
    }

    /** One that was limited before stays as it is: if that was to another domain, no bind succeeds. */
    private static void restrictIfFree(Descriptor device, DomainId domain) {
        try {
            restrict(device, domain);
        } catch (PosixException e) {
            if (e.errno() != Errno.EACCES) {
                throw e;
            }
        }
    }

    /** What comes back from an emulator may be anything; requests of this driver must not reach another one. */
    private static void requireDriver(Descriptor descriptor, DomainId domain) {
        Path received = Path.of("/proc/self/fd/" + descriptor.value());
        try {
            Object expected = Files.getAttribute(Path.of(Evtchn.DEVICE), "unix:rdev");
            if (!expected.equals(Files.getAttribute(received, "unix:rdev"))) {
                throw new XenException(Errno.EINVAL, "adopt", domain, "the descriptor is not one of " + Evtchn.DEVICE);
            }
        } catch (IOException e) {
            throw new XenException(Errno.EINVAL, "adopt", domain, "what the descriptor is cannot be seen: " + e);
        }
    }

    private static XenException refused(PosixException e, String operation, DomainId domain, String arguments) {
        XenException refused =
                new XenException(e.errno(), operation, domain, arguments, Explanations.of(operation, e.errno()));
        refused.initCause(e);
        return refused;
    }

    private static ByteBuffer port() {
        return ByteBuffer.allocateDirect(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    }
}
