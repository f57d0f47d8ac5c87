package dev.ioreq.emulator.access;

import dev.ioreq.hypervisor.abi.IoreqPage;
import dev.ioreq.hypervisor.abi.Privcmd;
import dev.ioreq.hypervisor.posix.Descriptor;
import dev.ioreq.hypervisor.posix.Device;
import dev.ioreq.hypervisor.posix.SharedMapping;

/** Frames that the driver privcmd puts into a mapping of it. The descriptor is limited to the server's domain: EPERM for any other. */
final class XenFrameMapping implements FrameMapping {

    private final Descriptor privcmd;
    private final int domid;
    private final int server;

    XenFrameMapping(Descriptor privcmd, int domid, int server) {
        this.privcmd = privcmd;
        this.domid = domid;
        this.server = server;
    }

    @Override
    public SharedMapping map(int frame) {
        return SharedMapping.map(
                privcmd,
                IoreqPage.BYTES,
                address -> Device.control(
                        privcmd,
                        "MMAP_RESOURCE ioreq server " + server + " of domain " + domid + ", frame " + frame,
                        Privcmd.MMAP_RESOURCE,
                        Privcmd.mmapResource(domid, Privcmd.RESOURCE_IOREQ_SERVER, server, frame, 1, address)));
    }

    @Override
    public void close() {
        privcmd.close();
    }
}
