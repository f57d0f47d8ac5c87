package dev.ioreq.hypervisor.xen.store;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import dev.ioreq.hypervisor.posix.Poll;
import java.time.Duration;
import java.util.Optional;

/** A connection that hears of births and deaths of domains. Belongs to one thread. */
final class WatchedXenstore implements AutoCloseable {

    private final Pointer handle;
    private final int fd;

    private WatchedXenstore(Pointer handle, int fd) {
        this.handle = handle;
        this.fd = fd;
    }

    /** Empty if xenstored cannot be reached. */
    static Optional<WatchedXenstore> open() {
        Pointer handle = LibXenStore.xs_open(0);
        if (handle == null) {
            return Optional.empty();
        }
        // First, as the library makes the descriptor here and what came before would not show on it.
        int fd = LibXenStore.xs_fileno(handle);
        if (fd < 0
                || LibXenStore.xs_watch(handle, "@introduceDomain", "birth") == 0
                || LibXenStore.xs_watch(handle, "@releaseDomain", "death") == 0) {
            LibXenStore.xs_close(handle);
            return Optional.empty();
        }
        return Optional.of(new WatchedXenstore(handle, fd));
    }

    /** Waits until there is news, or another descriptor can be read. */
    void await(int other) {
        Poll.readable(Poll.FOREVER, fd, other);
    }

    /** Takes all news; false if there was none. */
    boolean takeNews() {
        boolean any = false;
        while (Poll.readable(fd, Duration.ZERO)) {
            Pointer event = LibXenStore.xs_check_watch(handle);
            if (event == null) {
                return any;
            }
            Native.free(Pointer.nativeValue(event));
            any = true;
        }
        return any;
    }

    /** Whether xenstored still answers. A connection that broke shows as readable, without news. */
    boolean isAlive() {
        Memory count = new Memory(Integer.BYTES);
        Pointer names = LibXenStore.xs_directory(handle, LibXenStore.XBT_NULL, "/local/domain", count);
        if (names != null) {
            Native.free(Pointer.nativeValue(names));
            return true;
        }
        return false;
    }

    @Override
    public void close() {
        LibXenStore.xs_close(handle);
    }
}
