package dev.ioreq.hypervisor;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps a port from enabling a server without frames: Xen writes the slots' event channels at enable, and only into frames that exist;
 * such a server would freeze the guest at its first access. Both sides of the port refuse by this before they call anything.
 */
public final class EnableGuard {

    private record Acquired(DomainId domain, IoreqServerId server) {}

    private final Set<Acquired> acquired = ConcurrentHashMap.newKeySet();

    /** Frames of the server were acquired. */
    public void framesAcquired(DomainId domain, IoreqServerId server) {
        acquired.add(new Acquired(domain, server));
    }

    /** The server is new, or gone. */
    public void forget(DomainId domain, IoreqServerId server) {
        acquired.remove(new Acquired(domain, server));
    }

    /** @throws XenException EPERM if nobody acquired frames of the server through this port */
    public void requireFrames(DomainId domain, IoreqServerId server) {
        if (!acquired.contains(new Acquired(domain, server))) {
            throw new XenException(
                    Errno.EPERM,
                    "set_ioreq_server_state",
                    domain,
                    "server=" + server + ", enabled=1",
                    "refused before the call: frames of this server were never acquired through this port, and enabling it "
                            + "without them freezes the guest. Acquire frame 1 first");
        }
    }
}
