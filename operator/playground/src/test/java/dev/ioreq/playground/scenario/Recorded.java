package dev.ioreq.playground.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ioreq.playground.apiserver.json.Json;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Every version that there was of our resources of a kind, in order, as a watch tells them. */
final class Recorded implements AutoCloseable, Watcher<GenericKubernetesResource> {
    private final List<JsonNode> versions = new CopyOnWriteArrayList<>();
    private final Watch watch;

    Recorded(KubernetesClient client, String kind) {
        watch = client.genericKubernetesResources("ioreq.dev/v1alpha1", kind)
                .inAnyNamespace()
                .watch(this);
    }

    @Override
    public void eventReceived(Action action, GenericKubernetesResource resource) {
        if (action != Action.BOOKMARK) {
            versions.add(Json.MAPPER.valueToTree(resource));
        }
    }

    @Override
    public void onClose(WatcherException lost) {
        // A watch that is lost leaves a gap: whoever asks for a version that is not there says so.
    }

    List<JsonNode> versions() {
        return List.copyOf(versions);
    }

    /** The status of the last so many of all of them, for messages. */
    List<String> latest(int count) {
        List<JsonNode> all = versions();
        return all.subList(Math.max(0, all.size() - count), all.size()).stream()
                .map(version -> version.at("/metadata/name").asText() + " " + version.path("status"))
                .toList();
    }

    /** Those of the resource of this name. */
    List<JsonNode> of(String name) {
        return versions.stream()
                .filter(version -> version.at("/metadata/name").asText().equals(name))
                .toList();
    }

    @Override
    public void close() {
        watch.close();
    }
}
