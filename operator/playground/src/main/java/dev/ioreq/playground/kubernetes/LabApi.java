package dev.ioreq.playground.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What a run needs of a real API server beyond what stories do with it. */
public record LabApi(KubernetesClient client) {
    private static final long TYPES_COME_SECONDS = 60;
    private static final Duration LONGER_THAN_A_RUN = Duration.ofHours(24);

    /**
     * Declares the resource types and waits until they are served. They are written as they stand, not applied: an old server drops
     * the fields it does not know, but applies nothing that has one.
     */
    public void declareTypes(List<HasMetadata> types) {
        for (HasMetadata type : types) {
            client.resource(type).createOr(NonDeletingOperation::update);
        }
        for (HasMetadata type : types) {
            client.resources(CustomResourceDefinition.class)
                    .withName(type.getMetadata().getName())
                    .waitUntilCondition(LabApi::isServed, TYPES_COME_SECONDS, TimeUnit.SECONDS);
        }
    }

    private static boolean isServed(CustomResourceDefinition type) {
        return type != null
                && type.getStatus() != null
                && type.getStatus().getConditions() != null
                && type.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Established")
                                && condition.getStatus().equals("True"));
    }

    /** Removes what this run or one before it declared. */
    public void clear() throws InterruptedException {
        new Clearing(client).run();
    }

    /** A token of a service account, as its pods get one. */
    public String token(String namespace, String account) {
        var request = new TokenRequestBuilder()
                .withNewSpec()
                .withExpirationSeconds(LONGER_THAN_A_RUN.toSeconds())
                .endSpec()
                .build();
        return client.serviceAccounts()
                .inNamespace(namespace)
                .withName(account)
                .tokenRequest(request)
                .getStatus()
                .getToken();
    }
}
