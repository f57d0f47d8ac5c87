package dev.ioreq.playground.manifests;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ioreq.playground.apiserver.json.Json;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.nio.file.Path;
import java.util.List;

/**
 * Applies manifests to an API server as {@code kubectl apply --server-side} does: unknown fields are refused, conflicts too.
 *
 * @param client of somebody who may do everything
 */
record Installation(KubernetesClient client) {

    /** The files of the resource types. */
    static List<Path> types() {
        return List.of(
                Manifests.ROOT.resolve("crds/ioreqservers.yaml"),
                Manifests.ROOT.resolve("crds/xennodes.yaml"),
                Manifests.ROOT.resolve("crds/domaingrants.yaml"));
    }

    /** Applies the object; returns it as stored. */
    GenericKubernetesResource apply(ObjectNode object) {
        return patch(object, new PatchContext.Builder());
    }

    /** Asks the server whether it would take the object. */
    GenericKubernetesResource dryRun(ObjectNode object) {
        return patch(object, new PatchContext.Builder().withDryRun(List.of("All")));
    }

    private GenericKubernetesResource patch(ObjectNode object, PatchContext.Builder how) {
        var resource = Json.MAPPER.convertValue(object, GenericKubernetesResource.class);
        return client.resource(resource)
                .patch(
                        how.withPatchType(PatchType.SERVER_SIDE_APPLY)
                                .withFieldManager("kubectl")
                                .withFieldValidation("Strict")
                                .build(),
                        resource);
    }
}
