package dev.ioreq.hypervisor.xen;

import com.sun.jna.Pointer;
import dev.ioreq.hypervisor.DomainId;
import dev.ioreq.hypervisor.Errno;
import dev.ioreq.hypervisor.Explanations;
import dev.ioreq.hypervisor.Frames;
import dev.ioreq.hypervisor.ResourceType;
import dev.ioreq.hypervisor.XenException;
import dev.ioreq.hypervisor.abi.IoreqPage;
import dev.ioreq.hypervisor.posix.CallBuffer;
import dev.ioreq.hypervisor.posix.SharedMapping;
import dev.ioreq.hypervisor.xen.LibXenForeignMemory.Since415;
import dev.ioreq.hypervisor.xen.library.NativeHandle;
import dev.ioreq.hypervisor.xen.library.Outcome;
import dev.ioreq.hypervisor.xen.library.QuietLogger;
import java.util.function.Supplier;

/** Resources of domains: how large they are, and their frames mapped. */
final class ForeignMemory implements AutoCloseable {

    private static final String ACQUIRE = "acquire_resource";
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
            throw XenUnavailableException.refused("xenforeignmemory_open", Outcome.lastErrno());
        }
        return new ForeignMemory(
                new NativeHandle("foreign memory handle", opened, LibXenForeignMemory::xenforeignmemory_close));
    }

    /** @throws XenException EOPNOTSUPP before Xen 4.15, which answers nothing useful */
    int frames(DomainId domain, ResourceType type, long id) {
        Supplier<String> arguments = () -> type + " " + id + ", size query";
        if (!Since415.isPresent()) {
            throw new XenException(
                    Errno.EOPNOTSUPP, ACQUIRE, domain, arguments.get(), "libxenforeignmemory is older than Xen 4.15");
        }
        requireU32("id", id, domain, arguments);
        CallBuffer bytes = results.get();
        check(
                domain,
                arguments,
                handle.use(fm -> Outcome.of(Since415.xenforeignmemory_resource_size(
                        fm, domain.value(), type.ordinal(), (int) id, bytes.address(Long.BYTES)))));
        return Math.toIntExact(bytes.getLong(0) / IoreqPage.BYTES);
    }

    Frames map(DomainId domain, ResourceType type, long id, long firstFrame, int frames) {
        Supplier<String> arguments = () -> type + " " + id + ", frames " + firstFrame + "+" + frames;
        requireU32("id", id, domain, arguments);
        // The library would cut it to 32 bits and map another frame.
        requireU32("first frame", firstFrame, domain, arguments);
        if (frames < 1) {
            throw invalid("no frame was asked for", domain, arguments);
        }
        CallBuffer address = results.get();
        address.setLong(0, 0);
        handle.retain();
        Pointer[] resource = {null};
        Outcome outcome;
        try {
            outcome = handle.use(fm -> {
                resource[0] = LibXenForeignMemory.xenforeignmemory_map_resource(
                        fm,
                        domain.value(),
                        type.ordinal(),
                        (int) id,
                        firstFrame,
                        frames,
                        address.address(Long.BYTES),
                        LibXenForeignMemory.PROT_READ_WRITE,
                        0);
                return Outcome.of(resource[0]);
            });
            check(domain, arguments, outcome);
        } catch (RuntimeException e) {
            handle.release(unused -> {});
            throw e;
        }
        return new MappedFrames(SharedMapping.adopt(
                address.getLong(0), frames * IoreqPage.BYTES, () -> unmap(domain, arguments, resource[0])));
    }

    private void unmap(DomainId domain, Supplier<String> arguments, Pointer resource) {
        handle.release(fm -> {
            Outcome outcome = Outcome.of(LibXenForeignMemory.xenforeignmemory_unmap_resource(fm, resource));
            if (outcome.failed()) {
                throw new XenException(
                        outcome.errno(), "unmap_resource", domain, arguments.get(), "the frames may still be mapped");
            }
        });
    }

    private static void check(DomainId domain, Supplier<String> arguments, Outcome outcome) {
        if (outcome.failed()) {
            Errno errno = outcome.errno();
            throw new XenException(errno, ACQUIRE, domain, arguments.get(), Explanations.of(ACQUIRE, errno));
        }
    }

    private static void requireU32(String field, long value, DomainId domain, Supplier<String> arguments) {
        if (value < 0 || value > LARGEST_U32) {
            throw invalid("the " + field + " does not fit 32 bits", domain, arguments);
        }
    }

    private static XenException invalid(String detail, DomainId domain, Supplier<String> arguments) {
        return new XenException(Errno.EINVAL, ACQUIRE, domain, arguments.get(), detail);
    }

    @Override
    public void close() {
        handle.close();
    }
}
