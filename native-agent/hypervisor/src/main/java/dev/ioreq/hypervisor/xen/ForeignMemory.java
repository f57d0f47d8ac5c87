package dev.ioreq.hypervisor.xen;

import static dev.ioreq.hypervisor.xen.library.LastError.lastErrno;

import com.sun.jna.Pointer;
import dev.ioreq.hypervisor.DomainId;
import dev.ioreq.hypervisor.Errno;
import dev.ioreq.hypervisor.Explanations;
import dev.ioreq.hypervisor.Frames;
import dev.ioreq.hypervisor.ResourceType;
import dev.ioreq.hypervisor.XenException;
import dev.ioreq.hypervisor.abi.IoreqPage;
import dev.ioreq.hypervisor.posix.CallBuffer;
import dev.ioreq.hypervisor.posix.MappedFrames;
import dev.ioreq.hypervisor.posix.SharedMapping;
import dev.ioreq.hypervisor.xen.LibXenForeignMemory.Since415;
import dev.ioreq.hypervisor.xen.library.NativeHandle;
import dev.ioreq.hypervisor.xen.library.NativeHandle.Use;
import dev.ioreq.hypervisor.xen.library.QuietLogger;
import java.util.function.Supplier;

/** Resources of domains: how large they are, and their frames mapped. */
final class ForeignMemory implements AutoCloseable {

    private static final String ACQUIRE = "acquire_resource";
    private static final String TOO_WIDE_ID = "the id does not fit 32 bits";
    private static final long LARGEST_U32 = 0xffffffffL;

    private final NativeHandle handle;
    /** Where a call leaves what it found; each thread's own. */
    private final ThreadLocal<CallBuffer> results = ThreadLocal.withInitial(() -> new CallBuffer(Long.BYTES));

    private ForeignMemory(NativeHandle handle) {
        this.handle = handle;
    }

    /** @throws XenUnavailableException if the driver cannot be opened */
    static ForeignMemory open() {
        Pointer opened = LibXenForeignMemory.xenforeignmemory_open(QuietLogger.pointer(), 0);
        if (opened == null) {
            throw XenUnavailableException.refused("xenforeignmemory_open", lastErrno());
        }
        return new ForeignMemory(
                new NativeHandle("foreign memory handle", opened, LibXenForeignMemory::xenforeignmemory_close));
    }

    /** @throws XenException EOPNOTSUPP before Xen 4.15, which answers nothing useful */
    int frames(DomainId domain, ResourceType type, long id) {
        if (!Since415.isPresent()) {
            throw new XenException(
                    Errno.EOPNOTSUPP, ACQUIRE, domain, size(type, id), "libxenforeignmemory is older than Xen 4.15");
        }
        if (!isU32(id)) {
            throw invalid(TOO_WIDE_ID, domain, size(type, id));
        }
        CallBuffer bytes = results.get();
        try (Use fm = handle.use()) {
            int result = Since415.xenforeignmemory_resource_size(
                    fm.address(), domain.value(), type.ordinal(), (int) id, bytes.address(Long.BYTES));
            if (result < 0) {
                throw refused(lastErrno(), domain, size(type, id));
            }
            return Math.toIntExact(bytes.getLong(0) / IoreqPage.BYTES);
        }
    }

    Frames map(DomainId domain, ResourceType type, long id, long firstFrame, int frames) {
        if (!isU32(id)) {
            throw invalid(TOO_WIDE_ID, domain, frames(type, id, firstFrame, frames));
        }
        // The library would cut it to 32 bits and map another frame.
        if (!isU32(firstFrame)) {
            throw invalid("the first frame does not fit 32 bits", domain, frames(type, id, firstFrame, frames));
        }
        if (frames < 1) {
            throw invalid("no frame was asked for", domain, frames(type, id, firstFrame, frames));
        }
        CallBuffer address = results.get();
        address.setLong(0, 0);
        // Ends when they are unmapped.
        Use fm = handle.use();
        long resource = LibXenForeignMemory.xenforeignmemory_map_resource(
                fm.address(),
                domain.value(),
                type.ordinal(),
                (int) id,
                firstFrame,
                frames,
                address.address(Long.BYTES),
                LibXenForeignMemory.PROT_READ_WRITE,
                0);
        if (resource == 0) {
            Errno errno = lastErrno();
            fm.close();
            throw refused(errno, domain, frames(type, id, firstFrame, frames));
        }
        return new MappedFrames(SharedMapping.adopt(
                address.getLong(0),
                frames * IoreqPage.BYTES,
                () -> unmap(fm, resource, domain, () -> frames(type, id, firstFrame, frames))));
    }

    private static void unmap(Use handle, long resource, DomainId domain, Supplier<String> what) {
        try (Use fm = handle) {
            int result = LibXenForeignMemory.xenforeignmemory_unmap_resource(fm.address(), resource);
            if (result < 0) {
                throw new XenException(
                        lastErrno(), "unmap_resource", domain, what.get(), "the frames may still be mapped");
            }
        }
    }

    private static boolean isU32(long value) {
        return value >= 0 && value <= LARGEST_U32;
    }

    private static String size(ResourceType type, long id) {
        return type + " " + id + ", size query";
    }

    private static String frames(ResourceType type, long id, long firstFrame, int frames) {
        return type + " " + id + ", frames " + firstFrame + "+" + frames;
    }

    private static XenException refused(Errno errno, DomainId domain, String arguments) {
        return new XenException(errno, ACQUIRE, domain, arguments, Explanations.of(ACQUIRE, errno));
    }

    private static XenException invalid(String detail, DomainId domain, String arguments) {
        return new XenException(Errno.EINVAL, ACQUIRE, domain, arguments, detail);
    }

    @Override
    public void close() {
        handle.close();
    }
}
