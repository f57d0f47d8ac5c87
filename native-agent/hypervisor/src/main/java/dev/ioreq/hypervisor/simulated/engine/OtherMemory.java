package dev.ioreq.hypervisor.simulated.engine;

import dev.ioreq.hypervisor.DomainId;
import dev.ioreq.hypervisor.abi.IoreqRequest;
import dev.ioreq.hypervisor.posix.Descriptor;
import dev.ioreq.hypervisor.posix.MemFd;
import dev.ioreq.hypervisor.posix.SharedMapping;
import dev.ioreq.hypervisor.simulated.guest.GuestBus;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Memory of a domain that is not a server's: what its programs use, and its grant table. Made when first asked for. */
final class OtherMemory {

    /** Frames of a grant table ({@code max_grant_frames}, Xen's default). */
    static final int GRANT_FRAMES = 64;
    /** Frames of grant status words for that many. */
    static final int STATUS_FRAMES = 16;

    private final DomainId domain;
    private Descriptor guest;
    private SharedMapping guestMapping;
    private Descriptor grantTable;

    OtherMemory(DomainId domain) {
        this.domain = domain;
    }

    Descriptor guest() {
        if (guest == null) {
            guest = MemFd.create("guest-" + domain, GuestBus.MEMORY_BYTES);
            guestMapping = SharedMapping.map(guest, 0, GuestBus.MEMORY_BYTES);
        }
        return guest;
    }

    <T> T useGuest(Function<ByteBuffer, T> body) {
        guest();
        return guestMapping.use(body);
    }

    /** An access of the guest to its own memory. */
    long access(IoreqRequest request) {
        int at = (int) request.addr();
        return useGuest(memory -> {
            long value = 0;
            for (int i = 0; i < request.size(); i++) {
                if (request.read()) {
                    value |= (memory.get(at + i) & 0xffL) << 8 * i;
                } else {
                    memory.put(at + i, (byte) (request.data() >>> 8 * i));
                }
            }
            return value;
        });
    }

    Descriptor grantTable() {
        if (grantTable == null) {
            grantTable = MemFd.create("grants-" + domain, GRANT_FRAMES * 4096L);
        }
        return grantTable;
    }

    /** What somebody else still maps. */
    List<Descriptor> release() {
        List<Descriptor> mapped = new ArrayList<>();
        if (guest != null) {
            guestMapping.close();
            releaseOne(guest, mapped);
            guest = null;
        }
        if (grantTable != null) {
            releaseOne(grantTable, mapped);
            grantTable = null;
        }
        return mapped;
    }

    private static void releaseOne(Descriptor memory, List<Descriptor> mapped) {
        if (MemFd.sealUnlessMapped(memory)) {
            memory.close();
        } else {
            mapped.add(memory);
        }
    }
}
