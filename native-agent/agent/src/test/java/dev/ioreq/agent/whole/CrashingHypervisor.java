package dev.ioreq.agent.whole;

import dev.ioreq.hypervisor.Hypervisor;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A hypervisor at whose n-th changing call its agent dies: nothing it does after that has any effect. */
final class CrashingHypervisor implements InvocationHandler {

    /** Where in the call the agent dies. */
    enum When {
        BEFORE,
        /** The hypervisor has done it, the agent does not learn of it. */
        AFTER
    }

    /** No RuntimeException, so that no code of the agent handles it. */
    static final class Crash extends Error {
        private static final long serialVersionUID = 1L;

        Crash() {
            super("the agent died here, on purpose", null, false, false);
        }
    }

    private static final Set<String> CHANGING = Set.of(
            "createIoreqServer",
            "acquireFrames",
            "setIoreqServerState",
            "openEventChannels",
            "openFrameDescriptor",
            "mapIoRange",
            "unmapIoRange",
            "destroyIoreqServer");

    private final Hypervisor real;
    private final When when;
    private final List<AutoCloseable> given = new ArrayList<>();
    private int callsLeft;
    private boolean crashed;

    private CrashingHypervisor(Hypervisor real, When when, int calls) {
        this.real = real;
        this.when = when;
        this.callsLeft = calls;
    }

    static CrashingHypervisor at(Hypervisor real, When when, int call) {
        return new CrashingHypervisor(real, when, call);
    }

    Hypervisor port() {
        return (Hypervisor)
                Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Hypervisor.class}, this);
    }

    synchronized boolean hasCrashed() {
        return crashed;
    }

    /** What the death of a process closes. */
    synchronized void closeEverything() throws Exception {
        for (AutoCloseable one : given) {
            one.close();
        }
    }

    @Override
    public synchronized Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (method.getName().equals("close")) {
            return null;
        }
        if (crashed) {
            throw new Crash();
        }
        boolean dies = CHANGING.contains(method.getName()) && --callsLeft == 0;
        if (dies && when == When.BEFORE) {
            crashed = true;
            throw new Crash();
        }
        Object result;
        try {
            result = method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
        if (result instanceof AutoCloseable closeable) {
            given.add(closeable);
        }
        if (dies) {
            crashed = true;
            throw new Crash();
        }
        return result;
    }
}
