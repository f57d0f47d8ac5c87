package dev.ioreq.playground.story;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Applies what stands in files, as {@code kubectl apply --server-side -f} does. */
final class Manifests {
    static final String FIELD_MANAGER = "playground";

    private final KubernetesClient client;

    Manifests(KubernetesClient client) {
        this.client = client;
    }

    /**
     * The objects of a file, or of the files of a directory which its {@code kustomization.yaml} names, in that order.
     */
    List<HasMetadata> read(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return parse(Files.readString(path));
        }
        var objects = new ArrayList<HasMetadata>();
        for (String resource : Kustomization.resources(path)) {
            objects.addAll(read(path.resolve(resource)));
        }
        return objects;
    }

    /** The objects of a text of one or more YAML documents. */
    List<HasMetadata> parse(String yaml) {
        return client.load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
                .items();
    }

    /** Applies each in turn; gives what the API server made of them. */
    List<HasMetadata> apply(List<HasMetadata> objects) {
        return objects.stream()
                .map(object -> client.resource(object)
                        .fieldManager(FIELD_MANAGER)
                        .forceConflicts()
                        .serverSideApply())
                .toList();
    }
}
