package dev.ioreq.hypervisor.xen.store;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import dev.ioreq.hypervisor.DomainId;
import dev.ioreq.hypervisor.Errno;
import dev.ioreq.hypervisor.XenException;
import dev.ioreq.hypervisor.xen.library.LastError;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A connection to xenstored. When that went away, a call connects anew, once; if that fails too, it throws. */
public final class XenstoreConnection implements Xenstore, AutoCloseable {

    private static final String ROOT = "/local/domain";

    private Pointer handle;
    private boolean closed;

    private XenstoreConnection(Pointer handle) {
        this.handle = handle;
    }

    /** Empty if xenstored cannot be reached. */
    public static Optional<XenstoreConnection> open() {
        return Optional.ofNullable(LibXenStore.xs_open(0)).map(XenstoreConnection::new);
    }

    @Override
    public synchronized Optional<String> read(String path) {
        Memory length = new Memory(Integer.BYTES);
        return ask("read", path, xs -> LibXenStore.xs_read(xs, LibXenStore.XBT_NULL, path, length))
                .map(value -> {
                    byte[] bytes = value.getByteArray(0, length.getInt(0));
                    free(value);
                    return new String(bytes, StandardCharsets.UTF_8);
                });
    }

    @Override
    public synchronized List<String> directory(String path) {
        Memory count = new Memory(Integer.BYTES);
        return ask("directory", path, xs -> LibXenStore.xs_directory(xs, LibXenStore.XBT_NULL, path, count))
                .map(names -> strings(names, count.getInt(0)))
                .orElse(List.of());
    }

    @Override
    public synchronized boolean isIntroduced(DomainId domain) {
        if (asksIntroduced(domain)) {
            return true;
        }
        // No is also what a broken connection says: make sure that this one works, or connect anew, and ask again.
        directory(ROOT);
        return asksIntroduced(domain);
    }

    private boolean asksIntroduced(DomainId domain) {
        return handle != null && LibXenStore.xs_is_domain_introduced(handle, domain.value()) != 0;
    }

    private Optional<Pointer> ask(String operation, String path, Function<Pointer, Pointer> question) {
        if (closed) {
            throw new IllegalStateException("the connection to xenstore was closed here before");
        }
        Errno errno = Errno.EPIPE;
        for (int attempt = 0; attempt < 2; attempt++) {
            if (handle == null) {
                handle = LibXenStore.xs_open(0);
            }
            if (handle == null) {
                errno = LastError.lastErrno();
                break;
            }
            Pointer answer = question.apply(handle);
            if (answer != null) {
                return Optional.of(answer);
            }
            errno = LastError.lastErrno();
            if (errno == Errno.ENOENT || errno == Errno.EACCES) {
                return Optional.empty();
            }
            LibXenStore.xs_close(handle);
            handle = null;
        }
        throw new XenException(
                errno, "xenstore " + operation, DomainId.DOMAIN_0, path, "xenstored does not answer: is it running?");
    }

    private static List<String> strings(Pointer names, int count) {
        List<String> strings = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            strings.add(names.getPointer((long) i * Native.POINTER_SIZE).getString(0, "UTF-8"));
        }
        free(names);
        return strings;
    }

    private static void free(Pointer block) {
        Native.free(Pointer.nativeValue(block));
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            if (handle != null) {
                LibXenStore.xs_close(handle);
                handle = null;
            }
        }
    }
}
