package dev.ioreq.operator.emulatorpod;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Optional;

/** The pods of a real API server: reads from an informer's cache, writes through. */
public final class ClusterPods implements PodStore {

    /** The cache of one informer, told of what was made so that it does not lag behind that. */
    public interface Cache {

        /** The pod as last seen. */
        Optional<Pod> get(String namespace, String name);

        /** A pod has just been made. */
        void created(Pod pod);
    }

    private static final int UNPROCESSABLE = 422;

    private final KubernetesClient client;
    private final Cache cache;

    /** Uses the cache for {@link #find} and the client for all else. */
    public ClusterPods(KubernetesClient client, Cache cache) {
        this.client = client;
        this.cache = cache;
    }

    @Override
    public Optional<PodView> find(String namespace, String name) {
        return cache.get(namespace, name).map(PodView::of);
    }

    @Override
    public Optional<PodView> lookUp(String namespace, String name) {
        return Optional.ofNullable(
                        client.pods().inNamespace(namespace).withName(name).get())
                .map(PodView::of);
    }

    @Override
    public Creation create(Pod pod) {
        try {
            Pod created = client.resource(pod).create();
            cache.created(created);
            return new Creation.Created(PodView.of(created));
        } catch (KubernetesClientException e) {
            switch (e.getCode()) {
                case HttpURLConnection.HTTP_CONFLICT -> {
                    return lookUp(
                                    pod.getMetadata().getNamespace(),
                                    pod.getMetadata().getName())
                            .<Creation>map(Creation.Created::new)
                            .orElseThrow(() -> e);
                }
                case HttpURLConnection.HTTP_BAD_REQUEST, HttpURLConnection.HTTP_FORBIDDEN, UNPROCESSABLE -> {
                    return new Creation.Refused("the API server refuses the emulator's pod: "
                            + e.getStatus().getMessage());
                }
                default -> throw e;
            }
        }
    }

    @Override
    public void delete(String namespace, String name, boolean atOnce) {
        var pod = client.pods().inNamespace(namespace).withName(name);
        if (atOnce) {
            pod.withGracePeriod(0).delete();
        } else {
            pod.delete();
        }
    }
}
