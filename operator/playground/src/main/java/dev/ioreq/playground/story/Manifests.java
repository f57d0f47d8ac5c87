package dev.ioreq.playground.story;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/**
 * Applies what stands in files, as kubectl does: whoever goes on with {@code kubectl apply} or {@code kubectl diff}, client-side or
 * server-side, finds no difference, no warning and no conflict.
 */
final class Manifests {
    static final String FIELD_MANAGER = "kubectl";

    private static final ObjectReader DOCUMENTS = new YAMLMapper().readerFor(GenericKubernetesResource.class);
    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

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

    /** The objects of a text of one or more YAML documents, with all their fields, known to a client or not. */
    List<HasMetadata> parse(String yaml) {
        try (MappingIterator<HasMetadata> documents = DOCUMENTS.readValues(yaml)) {
            return documents.readAll();
        } catch (IOException e) {
            throw new UncheckedIOException("expected YAML documents, each an object of Kubernetes: " + yaml, e);
        }
    }

    /** A namespace of this name. */
    static HasMetadata namespace(String name) {
        return new NamespaceBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .build();
    }

    /** Applies each in turn; gives what the API server made of them. */
    List<HasMetadata> apply(List<HasMetadata> objects) {
        return objects.stream()
                .map(DeclaredPatience::of)
                .map(object -> client.resource(withLastApplied(object))
                        .fieldManager(FIELD_MANAGER)
                        .forceConflicts()
                        .serverSideApply())
                .toList();
    }

    private static HasMetadata withLastApplied(HasMetadata object) {
        String applied = Serialization.asJson(object);
        var annotations = new HashMap<>(object.getMetadata().getAnnotations());
        annotations.put(LAST_APPLIED, applied);
        object.getMetadata().setAnnotations(annotations);
        return object;
    }
}
