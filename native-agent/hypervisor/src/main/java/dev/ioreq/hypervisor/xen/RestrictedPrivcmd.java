package dev.ioreq.hypervisor.xen;

import dev.ioreq.hypervisor.DomainId;
import dev.ioreq.hypervisor.FrameDescriptor;
import dev.ioreq.hypervisor.XenException;
import dev.ioreq.hypervisor.abi.Privcmd;
import dev.ioreq.hypervisor.posix.Descriptor;
import dev.ioreq.hypervisor.posix.Device;
import dev.ioreq.hypervisor.posix.PosixException;
import java.nio.file.Path;

/**
 * A privcmd descriptor that reaches one domain. The limit is in the open file description, so it goes along when the descriptor is handed
 * over. It is a limit to the domain's number, not to a server: see the domain die, and drop it.
 */
final class RestrictedPrivcmd implements FrameDescriptor {

    private final Descriptor descriptor;

    private RestrictedPrivcmd(Descriptor descriptor) {
        this.descriptor = descriptor;
    }

    static RestrictedPrivcmd open(DomainId domain) {
        Descriptor privcmd = opened(domain);
        try {
            Device.control(privcmd, "RESTRICT", Privcmd.RESTRICT, Privcmd.restrict(domain.value()));
            return new RestrictedPrivcmd(privcmd);
        } catch (PosixException e) {
            privcmd.close();
            throw refused(e, domain, "it cannot be limited to one domain; Linux 4.11 can");
        }
    }

    private static Descriptor opened(DomainId domain) {
        try {
            return Device.open(Path.of(Privcmd.DEVICE));
        } catch (PosixException e) {
            throw refused(e, domain, e.errno().text());
        }
    }

    private static XenException refused(PosixException e, DomainId domain, String detail) {
        XenException refused = new XenException(e.errno(), "open " + Privcmd.DEVICE, domain, detail);
        refused.initCause(e);
        return refused;
    }

    @Override
    public int descriptor() {
        return descriptor.value();
    }

    @Override
    public void close() {
        descriptor.close();
    }
}
