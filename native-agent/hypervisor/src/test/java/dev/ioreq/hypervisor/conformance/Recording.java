package dev.ioreq.hypervisor.conformance;

import dev.ioreq.hypervisor.DomainId;
import dev.ioreq.hypervisor.EventChannels;
import dev.ioreq.hypervisor.FrameDescriptor;
import dev.ioreq.hypervisor.Frames;
import dev.ioreq.hypervisor.Hypervisor;
import dev.ioreq.hypervisor.IoreqServerInfo;
import dev.ioreq.hypervisor.LegacyGfns;
import dev.ioreq.hypervisor.ProbedServer;
import dev.ioreq.hypervisor.XenException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Writes down what is asked of a port and what it answers, in words that are the same on every stage: domains are A, B ... as they come,
 * ports of event channels have no number. What tests ask again and again until something happens is left out.
 */
final class Recording {

    private static final Set<String> LEFT_OUT = Set.of(
            "info", "domains", "watchDomains", "close", "pending", "descriptor", "hashCode", "equals", "toString");

    private final Answers answers;
    private final Map<DomainId, String> domains = new HashMap<>();

    Recording(Answers answers) {
        this.answers = answers;
    }

    /** Another test: its first domain is A again. */
    void begin(String test) {
        domains.clear();
        answers.begin(test);
    }

    Hypervisor of(Hypervisor hypervisor) {
        return recorded(Hypervisor.class, hypervisor);
    }

    private <T> T recorded(Class<T> type, T target) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> call(target, method, arguments)));
    }

    private Object call(Object target, Method method, Object[] arguments) throws Throwable {
        boolean kept = !LEFT_OUT.contains(method.getName());
        String question = kept ? question(target, method, arguments) : "";
        try {
            Object result = method.invoke(target, arguments);
            if (kept) {
                answers.add(question, target instanceof EventChannels ? "done" : answer(result));
            }
            return result instanceof EventChannels channels ? recorded(EventChannels.class, channels) : result;
        } catch (InvocationTargetException e) {
            if (kept) {
                answers.add(question, answer(e.getCause()));
            }
            throw e.getCause();
        }
    }

    private String question(Object target, Method method, Object[] arguments) {
        if (target instanceof EventChannels || arguments == null) {
            return method.getName();
        }
        if (method.getName().equals("adoptEventChannels")) {
            return method.getName() + "(" + word(arguments[0]) + ")";
        }
        return method.getName() + Arrays.stream(arguments).map(this::word).collect(Collectors.joining(", ", "(", ")"));
    }

    private synchronized String word(Object argument) {
        if (!(argument instanceof DomainId domain)) {
            return argument.toString();
        }
        if (domain.equals(DomainId.DOMAIN_0)) {
            return "domain 0";
        }
        return domain.equals(OnStage.NOBODY)
                ? "nobody"
                : domains.computeIfAbsent(domain, id -> "domain " + (char) ('A' + domains.size()));
    }

    private static String answer(Object result) {
        if (result == null) {
            return "done";
        }
        if (result instanceof Frames frames) {
            return frames.count() + " frames";
        }
        if (result instanceof IoreqServerInfo info) {
            return info.bufferedPort().isPresent() ? "a ring" : "no ring";
        }
        if (result instanceof List<?> probed) {
            return probed.stream()
                    .map(one -> one instanceof ProbedServer server ? server.id() + " " + server.ownership() : "" + one)
                    .toList()
                    .toString();
        }
        if (result instanceof LegacyGfns) {
            return "guest frames";
        }
        if (result instanceof EventChannels || result instanceof FrameDescriptor) {
            return "a descriptor";
        }
        return result.toString();
    }

    private static String answer(Throwable refused) {
        return refused instanceof XenException e
                ? e.errno().toString()
                : refused.getClass().getSimpleName();
    }
}
