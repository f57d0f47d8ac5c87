package dev.ioreq.playground.story;

import dev.ioreq.playground.apiserver.ApiServerConfig;
import dev.ioreq.playground.apiserver.EmbeddedApiServer;
import dev.ioreq.playground.apiserver.auth.RequestLog.Asked;
import dev.ioreq.playground.apiserver.auth.User;
import dev.ioreq.playground.apiserver.faults.Fault;
import dev.ioreq.playground.apiserver.logs.LogSource;
import dev.ioreq.playground.certificates.PlaygroundCertificates;
import dev.ioreq.playground.launch.RunDirectory;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The API server in this JVM, its users, and what they asked of it. */
public final class ControlPlane implements AutoCloseable {
    /** While a cluster starts its processors are busy, and everything in it starts late. */
    private static final int PATIENCE_MILLIS = 60_000;

    private static final String OPERATOR = "system:serviceaccount:ioreq-system:ioreq-operator";
    private static final String AUTHENTICATED = "system:authenticated";
    private static final String LEASES = "leases.coordination.k8s.io";

    private final EmbeddedApiServer server;
    private final Path kubeconfig;
    private final Path operatorKubeconfig;
    private KubernetesClient client;

    private ControlPlane(EmbeddedApiServer server, Path kubeconfig, Path operatorKubeconfig) {
        this.server = server;
        this.kubeconfig = kubeconfig;
        this.operatorKubeconfig = operatorKubeconfig;
    }

    /** Starts it on a free port of the loopback interface. */
    static ControlPlane start(RunDirectory run, PlaygroundCertificates authority, LogSource logs) throws IOException {
        var own = authority.issue("kube-apiserver", "127.0.0.1", "localhost");
        Path trusted = own.writeTo(run.directory("tls/api-server")).authority();
        String admins = Token.random();
        String operators = Token.random();
        var users = Map.of(
                admins,
                new User("playground", List.of(User.MASTERS)),
                operators,
                new User(OPERATOR, List.of(AUTHENTICATED)));
        var server = EmbeddedApiServer.start(
                ApiServerConfig.on(own.sslContext(), users).withLogs(logs).enforcingRbac());
        return new ControlPlane(
                server,
                Kubeconfig.write(run.path().resolve("kubeconfig"), server.url(), trusted, "playground", admins),
                Kubeconfig.write(
                        run.path().resolve("operator.kubeconfig"), server.url(), trusted, "operator", operators));
    }

    /** With it, kubectl has all rights. */
    public Path kubeconfig() {
        return kubeconfig;
    }

    Path operatorKubeconfig() {
        return operatorKubeconfig;
    }

    synchronized KubernetesClient client() {
        if (client == null) {
            Config config = Config.fromKubeconfig(kubeconfig.toFile());
            config.setRequestTimeout(PATIENCE_MILLIS);
            client = new KubernetesClientBuilder().withConfig(config).build();
        }
        return client;
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
        server.requests().snapshot().keySet().stream()
                .filter(asked -> asked.user().equals(OPERATOR))
                .forEach(asked -> used.computeIfAbsent(asked.rule(), none -> new TreeSet<>())
                        .add(asked.verb().equals("apply") ? "patch" : asked.verb()));
        return used;
    }

    /** Every request of the operator suffers this until {@link #isWellAgain}. */
    public void suffers(Fault fault) {
        server.faults().strike(user -> user.name().equals(OPERATOR), fault);
    }

    /** How many requests have suffered so far. */
    public long suffered() {
        return server.faults().struck();
    }

    /** Requests are answered as ever. */
    public void isWellAgain() {
        server.faults().end();
    }

    /** The API server itself: to be stopped, compacted and cut off. */
    public EmbeddedApiServer server() {
        return server;
    }

    private long operator(Predicate<Asked> which) {
        return server.requests().count(asked -> asked.user().equals(OPERATOR) && which.test(asked));
    }

    /** The operator's writes, counted by verb and resource, for messages. */
    public Map<String, Long> operatorWritesByKind() {
        var kinds = new TreeMap<String, Long>();
        server.requests().snapshot().forEach((asked, count) -> {
            if (asked.user().equals(OPERATOR) && asked.isWrite()) {
                kinds.merge(asked.toString().substring(OPERATOR.length() + 1), count, Long::sum);
            }
        });
        return kinds;
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            client.close();
        }
        server.close();
    }
}
