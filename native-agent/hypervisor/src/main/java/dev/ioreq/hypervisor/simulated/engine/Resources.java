package dev.ioreq.hypervisor.simulated.engine;

import dev.ioreq.hypervisor.Errno;
import dev.ioreq.hypervisor.abi.BufferedIoreqPage;
import dev.ioreq.hypervisor.posix.Descriptor;
import dev.ioreq.hypervisor.simulated.XenVersion;

/** What XENMEM_acquire_resource gives of a domain (xen/common/memory.c). */
final class Resources {

    private static final int IOREQ_SERVER = 0;
    private static final int GRANT_TABLE = 1;
    private static final int VMTRACE = 2;

    private static final int SERVER_FRAMES = 2;
    private static final long MAX_ID = 0xffff;
    private static final long MAX_FRAMES = 0xffff_ffffL;

    private final XenVersion version;
    private final int caller;

    Resources(XenVersion version, int caller) {
        this.version = version;
        this.caller = caller;
    }

    /** EINVAL: beyond 32 bits. */
    static void requireFrameNumbers(long firstFrame, int frames) {
        if (firstFrame < 0 || firstFrame > MAX_FRAMES || firstFrame + frames > MAX_FRAMES) {
            throw new Refused(Errno.EINVAL);
        }
    }

    /** The size query; asks for no particular server. */
    int frames(SimulatedDomain domain, int type, long id) {
        switch (type) {
            case IOREQ_SERVER:
                if (domain.isPv()) {
                    throw new Refused(Errno.EINVAL);
                }
                return SERVER_FRAMES;
            case GRANT_TABLE:
                if (id == 0) {
                    return OtherMemory.GRANT_FRAMES;
                }
                if (id == 1) {
                    return OtherMemory.STATUS_FRAMES;
                }
                throw new Refused(Errno.EINVAL);
            case VMTRACE:
                // Not enabled in any of these domains.
                throw new Refused(Errno.EINVAL);
            default:
                throw new Refused(version.unknownResource());
        }
    }

    Descriptor acquire(SimulatedDomain domain, int type, long id, long firstFrame, int frames) {
        int all = frames(domain, type, id);
        if (frames < 1) {
            throw new Refused(Errno.EINVAL);
        }
        if (type == GRANT_TABLE) {
            // Status words exist in version 2 of grant tables only, which no guest here uses.
            if (id != 0 || firstFrame + frames > all) {
                throw new Refused(Errno.EINVAL);
            }
            return domain.otherMemory().grantTable();
        }
        return ofServer(domain, id, firstFrame, frames);
    }

    private Descriptor ofServer(SimulatedDomain domain, long id, long firstFrame, int frames) {
        if (id < 0 || id > MAX_ID) {
            throw new Refused(Errno.EINVAL);
        }
        SimulatedServer server = domain.requireServer(id);
        if (server.emulator() != caller) {
            throw new Refused(Errno.EPERM);
        }
        Descriptor memory = server.pages().acquire();
        if (firstFrame == BufferedIoreqPage.FRAME && !server.isBuffering()) {
            throw new Refused(Errno.ENOENT);
        }
        if (firstFrame + frames > SERVER_FRAMES) {
            throw new Refused(Errno.EINVAL);
        }
        return memory;
    }
}
