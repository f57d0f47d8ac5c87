package dev.ioreq.agent.csi;

import com.sun.jna.Library;
import com.sun.jna.Native;
import java.lang.reflect.Method;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/** Runs each test on a thread with a mount namespace of its own: what it mounts is seen by nobody else and ends with it. */
final class PrivateMounts implements InvocationInterceptor {

    private static final int CLONE_NEWNS = 0x20000;
    private static final long MS_REC = 0x4000;
    private static final long MS_PRIVATE = 1 << 18;

    private interface Libc extends Library {
        int unshare(int flags);

        int mount(String source, String target, String type, long flags, String data);
    }

    @Override
    public void interceptTestMethod(
            Invocation<Void> test, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        var failure = new AtomicReference<Throwable>();
        var thread = new Thread(() -> {
            try {
                unshare();
                test.proceed();
            } catch (Throwable e) {
                failure.set(e);
            }
        });
        thread.start();
        thread.join();
        if (failure.get() != null) {
            throw failure.get();
        }
    }

    private static void unshare() {
        Libc libc = Native.load("c", Libc.class);
        Assumptions.assumeTrue(
                libc.unshare(CLONE_NEWNS) == 0,
                () -> "mounting needs root with CAP_SYS_ADMIN: unshare(CLONE_NEWNS) gives errno "
                        + Native.getLastError());
        if (libc.mount("none", "/", null, MS_REC | MS_PRIVATE, null) != 0) {
            throw new IllegalStateException("mount(/, MS_REC | MS_PRIVATE): errno " + Native.getLastError());
        }
    }
}
