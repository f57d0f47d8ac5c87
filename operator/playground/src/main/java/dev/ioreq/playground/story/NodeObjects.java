package dev.ioreq.playground.story;

import dev.ioreq.playground.node.Node;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import java.util.List;

/** What a cluster knows of a node before anybody has looked at it: the Node, and the XenNode that says where its agent is. */
final class NodeObjects {
    private NodeObjects() {}

    static List<HasMetadata> of(Node node, Manifests manifests) {
        var kubernetes = new NodeBuilder()
                .withNewMetadata()
                .withName(node.name())
                .addToLabels("kubernetes.io/hostname", node.name())
                .addToLabels("kubernetes.io/os", "linux")
                .endMetadata()
                .withNewStatus()
                .addNewCondition()
                .withType("Ready")
                .withStatus("True")
                .withReason("PlaygroundNode")
                .withMessage("a node of the playground")
                .endCondition()
                .endStatus()
                .build();
        var xen = manifests.parse(
                """
                apiVersion: ioreq.dev/v1alpha1
                kind: XenNode
                metadata: {name: %s}
                spec: {agent: {address: "%s"}}
                """
                        .formatted(node.name(), node.agentAddress()));
        // A kubelet makes its Node itself.
        return node.pods().isPresent() ? List.of(kubernetes, xen.get(0)) : xen;
    }
}
