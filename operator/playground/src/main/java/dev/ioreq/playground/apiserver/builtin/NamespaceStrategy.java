package dev.ioreq.playground.apiserver.builtin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ioreq.playground.apiserver.resource.Metadata;

/** Namespaces are Active until deleted, carry their name as a label and their finalizer in the spec. */
final class NamespaceStrategy implements Strategy {
    @Override
    public void prepareCreate(ObjectNode namespace) {
        label(namespace);
        namespace.putObject("spec").putArray("finalizers").add("kubernetes");
        namespace.putObject("status").put("phase", "Active");
    }

    @Override
    public void prepareUpdate(ObjectNode live, ObjectNode next) {
        label(next);
        next.set("spec", live.path("spec").deepCopy());
    }

    private static void label(ObjectNode namespace) {
        Metadata.of(namespace)
                .withObjectProperty("labels")
                .put("kubernetes.io/metadata.name", Metadata.name(namespace));
    }
}
