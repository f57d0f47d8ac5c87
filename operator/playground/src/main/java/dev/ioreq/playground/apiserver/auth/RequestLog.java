package dev.ioreq.playground.apiserver.auth;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;

/** Counts requests by who asked for what, so that a test can say how many writes an operator needs and which rights. */
public final class RequestLog {
    private static final Set<String> WRITES =
            Set.of("create", "update", "patch", "apply", "delete", "deletecollection");

    private final ConcurrentMap<Asked, LongAdder> counts = new ConcurrentHashMap<>();

    /**
     * What was asked.
     *
     * @param verb as RBAC names it; {@code apply} is counted apart from {@code patch} though RBAC knows only patch
     * @param resource with its group, {@code ioreqservers.ioreq.dev}
     * @param subresource empty for the object itself
     */
    public record Asked(String user, String verb, String resource, String subresource) implements Comparable<Asked> {
        public boolean isWrite() {
            return WRITES.contains(verb);
        }

        /** The resource as a rule names it, its group behind it: {@code ioreqservers/status.ioreq.dev}, {@code pods}. */
        public String rule() {
            int dot = resource.indexOf('.');
            String plural = dot < 0 ? resource : resource.substring(0, dot);
            String group = dot < 0 ? "" : resource.substring(dot);
            return plural + (subresource.isEmpty() ? "" : "/" + subresource) + group;
        }

        @Override
        public int compareTo(Asked other) {
            return toString().compareTo(other.toString());
        }

        /** {@code user verb resource/subresource}. */
        @Override
        public String toString() {
            return user + " " + verb + " " + resource + (subresource.isEmpty() ? "" : "/" + subresource);
        }
    }

    public void record(Asked asked) {
        counts.computeIfAbsent(asked, unseen -> new LongAdder()).increment();
    }

    /** How many requests match. */
    public long count(Predicate<Asked> which) {
        return counts.entrySet().stream()
                .filter(entry -> which.test(entry.getKey()))
                .mapToLong(entry -> entry.getValue().sum())
                .sum();
    }

    /** Requests of {@code user} that change something. */
    public long writesOf(String user) {
        return count(asked -> asked.user().equals(user) && asked.isWrite());
    }

    /** Everything counted so far, sorted. */
    public Map<Asked, Long> snapshot() {
        var snapshot = new TreeMap<Asked, Long>();
        counts.forEach((asked, count) -> snapshot.put(asked, count.sum()));
        return snapshot;
    }

    /** Starts counting from nothing. */
    public void reset() {
        counts.clear();
    }
}
