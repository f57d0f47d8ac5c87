package dev.ioreq.hypervisor.xen;

import dev.ioreq.hypervisor.DomainId;
import dev.ioreq.hypervisor.FrameDescriptor;
import dev.ioreq.hypervisor.XenException;
import dev.ioreq.hypervisor.abi.Privcmd;
import dev.ioreq.hypervisor.posix.Descriptor;
import dev.ioreq.hypervisor.posix.Device;
import dev.ioreq.hypervisor.posix.PosixException;

/**
 * A privcmd descriptor that reaches one domain. The limit is in the open file description, so it goes along when the descriptor is handed
 * over. It is a limit to the domain's number, not to a server: see the domain die, and drop it.
 */
final class RestrictedPrivcmd implements FrameDescriptor {

    private final Descriptor descriptor;

    private RestrictedPrivcmd(Descriptor descriptor) {
        this.descriptor = descriptor;
    }

    static RestrictedPrivcmd open(XenHost host, DomainId domain) {
        Descriptor privcmd = host.open(Privcmd.DEVICE, "xen-privcmd");
        try {
            Device.control(privcmd, "RESTRICT", Privcmd.RESTRICT, Privcmd.restrict(domain.value()));
            return new RestrictedPrivcmd(privcmd);
        } catch (PosixException e) {
            privcmd.close();
            throw new XenException(
                    e.errno(), "restrict", domain, Privcmd.DEVICE + " cannot be limited to one domain; Linux 4.11 can");
        }
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
