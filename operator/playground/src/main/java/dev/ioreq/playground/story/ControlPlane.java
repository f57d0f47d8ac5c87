package dev.ioreq.playground.story;

import dev.ioreq.playground.apiserver.EmbeddedApiServer;
import dev.ioreq.playground.apiserver.auth.RequestLog.Asked;
import dev.ioreq.playground.apiserver.faults.Fault;
import dev.ioreq.playground.launch.OperatorProgram;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The API server of a cluster, its users, and what they asked of it. Embedded in this JVM, or the lab's real one. */
public final class ControlPlane implements AutoCloseable {
    /** Who the operator is to every API server. */
    static final String OPERATOR = "system:serviceaccount:" + OperatorProgram.NAMESPACE + ":ioreq-operator";

    private static final String LEASES = "leases.coordination.k8s.io";

    private final Path kubeconfig;
    private final Path operatorKubeconfig;
    private final KubernetesClient client;
    private final Supplier<Map<Asked, Long>> requests;
    private final Optional<EmbeddedApiServer> embedded;
    private final AutoCloseable end;

    /**
     * @param client of somebody with all rights
     * @param requests what was asked so far, and how often
     * @param embedded empty when the API server is real
     * @param end closes the client, and does what else is to be done at the end
     */
    ControlPlane(
            Path kubeconfig,
            Path operatorKubeconfig,
            KubernetesClient client,
            Supplier<Map<Asked, Long>> requests,
            Optional<EmbeddedApiServer> embedded,
            AutoCloseable end) {
        this.kubeconfig = kubeconfig;
        this.operatorKubeconfig = operatorKubeconfig;
        this.client = client;
        this.requests = requests;
        this.embedded = embedded;
        this.end = end;
    }

    /** With it, kubectl has all rights. */
    public Path kubeconfig() {
        return kubeconfig;
    }

    Path operatorKubeconfig() {
        return operatorKubeconfig;
    }

    KubernetesClient client() {
        return client;
    }

    /** Whether it is the lab's: with controllers of its own, and with the types and the operator's rights already declared. */
    boolean isReal() {
        return embedded.isEmpty();
    }

    /** Requests of the operator that changed something, its lease aside. */
    public long operatorWrites() {
        return operator(asked -> asked.isWrite() && !asked.resource().equals(LEASES));
    }

    /**
     * Requests of the operator that changed resources of this kind, status and finalizers included.
     *
     * @param resource with its group, for example {@code ioreqservers.ioreq.dev}
     */
    public long operatorWritesTo(String resource) {
        return operator(asked -> asked.isWrite() && asked.resource().equals(resource));
    }

    /** How often the operator has listed resources of this kind: once when it starts, and again when a watch was lost. */
    public long operatorLists(String resource) {
        return operator(asked -> asked.verb().equals("list") && asked.resource().equals(resource));
    }

    /**
     * What the operator has asked for, of API groups that are subject to RBAC: verbs by resource, as rules name both, for example
     * {@code ioreqservers/status.ioreq.dev} to {@code patch}.
     */
    public SortedMap<String, SortedSet<String>> operatorUsed() {
        var used = new TreeMap<String, SortedSet<String>>();
        requests.get().keySet().stream()
                .filter(asked -> asked.user().equals(OPERATOR))
                .forEach(asked -> used.computeIfAbsent(asked.rule(), none -> new TreeSet<>())
                        .add(asked.verb().equals("apply") ? "patch" : asked.verb()));
        return used;
    }

    /** Every request of the operator suffers this until {@link #isWellAgain}. */
    public void suffers(Fault fault) {
        server().faults().strike(user -> user.name().equals(OPERATOR), fault);
    }

    /** How many requests have suffered so far. */
    public long suffered() {
        return server().faults().struck();
    }

    /** Requests are answered as ever. */
    public void isWellAgain() {
        server().faults().end();
    }

    /**
     * The embedded API server itself: to be stopped, compacted and cut off.
     *
     * @throws IllegalStateException when it is real on this stage
     */
    public EmbeddedApiServer server() {
        return embedded.orElseThrow(() -> new IllegalStateException("the API server is not embedded on this stage"));
    }

    private long operator(Predicate<Asked> which) {
        return requests.get().entrySet().stream()
                .filter(entry -> entry.getKey().user().equals(OPERATOR) && which.test(entry.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** The operator's writes, counted by verb and resource, for messages. */
    public Map<String, Long> operatorWritesByKind() {
        var kinds = new TreeMap<String, Long>();
        requests.get().forEach((asked, count) -> {
            if (asked.user().equals(OPERATOR) && asked.isWrite()) {
                kinds.merge(asked.toString().substring(OPERATOR.length() + 1), count, Long::sum);
            }
        });
        return kinds;
    }

    @Override
    public void close() throws Exception {
        end.close();
    }
}
