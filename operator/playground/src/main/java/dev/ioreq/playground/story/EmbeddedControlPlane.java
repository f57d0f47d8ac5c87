package dev.ioreq.playground.story;

import dev.ioreq.playground.apiserver.ApiServerConfig;
import dev.ioreq.playground.apiserver.EmbeddedApiServer;
import dev.ioreq.playground.apiserver.auth.User;
import dev.ioreq.playground.apiserver.logs.LogSource;
import dev.ioreq.playground.certificates.PlaygroundCertificates;
import dev.ioreq.playground.launch.RunDirectory;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Starts an API server in this JVM. */
final class EmbeddedControlPlane {
    private static final String AUTHENTICATED = "system:authenticated";

    private EmbeddedControlPlane() {}

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
                new User(ControlPlane.OPERATOR, List.of(AUTHENTICATED)));
        var server = EmbeddedApiServer.start(
                ApiServerConfig.on(own.sslContext(), users).withLogs(logs).enforcingRbac());
        Path kubeconfig =
                Kubeconfig.write(run.path().resolve("kubeconfig"), server.url(), trusted, "playground", admins);
        Path operatorsKubeconfig = Kubeconfig.write(
                run.path().resolve("operator.kubeconfig"), server.url(), trusted, "operator", operators);
        KubernetesClient client = Clients.of(kubeconfig);
        return new ControlPlane(
                kubeconfig, operatorsKubeconfig, client, server.requests()::snapshot, Optional.of(server), () -> {
                    client.close();
                    server.close();
                });
    }
}
