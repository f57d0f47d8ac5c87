package dev.ioreq.playground.pods;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.HttpURLConnection;
import java.util.Map;

/** What a kubelet writes: a pod's status, and at its end its removal. Both are for one incarnation of the pod only. */
record PodApi(KubernetesClient client) {
    private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

    /**
     * Writes the whole status. A pod that is gone, or that another has taken the name of, is left alone.
     *
     * @throws KubernetesClientException when the API cannot be reached or refuses
     */
    void publish(Pod pod, PodStatus status) {
        String uid = pod.getMetadata().getUid();
        String patch = Serialization.asJson(Map.of("metadata", Map.of("uid", uid), "status", status));
        unlessGone(() -> resource(pod).subresource("status").patch(MERGE, patch));
    }

    /** Removes the pod at once. */
    void remove(Pod pod) {
        var exactly = new PodBuilder()
                .withNewMetadata()
                .withNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getMetadata().getName())
                .withUid(pod.getMetadata().getUid())
                .endMetadata()
                .build();
        unlessGone(() -> client.resource(exactly).withGracePeriod(0).delete());
    }

    private PodResource resource(Pod pod) {
        return client.pods()
                .inNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getMetadata().getName());
    }

    private static void unlessGone(Runnable call) {
        try {
            call.run();
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND && e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw e;
            }
        }
    }
}
