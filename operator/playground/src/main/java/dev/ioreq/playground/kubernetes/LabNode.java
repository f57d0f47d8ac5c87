package dev.ioreq.playground.kubernetes;

import dev.ioreq.playground.launch.JavaCommand;
import dev.ioreq.playground.launch.Program;
import dev.ioreq.playground.node.AgentPlace;
import dev.ioreq.playground.pods.Pods;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The lab's node: a kubelet and containerd in namespaces of their own, which see this machine's files but for {@code /run},
 * {@code /var/lib} and {@code /var/log}, and this machine's network not at all.
 *
 * @param cluster of which it is the only node with a kubelet
 */
public record LabNode(LabCluster cluster) {
    /** What the scenarios call it; the lab starts the kubelet by this name for them. */
    public static final String NAME = "xen-a";

    /** The user of the emulator's image. */
    private static final int EMULATOR_UID = 65532;

    private static final Path KUBELET = Path.of("/var/lib/kubelet");

    /** The node of this run; empty when the pod runner is to run all pods. */
    public static Optional<LabNode> ofThisRun() {
        return LabCluster.hasKubelet() ? LabCluster.ofThisRun().map(LabNode::new) : Optional.empty();
    }

    /**
     * Where its agent runs: among its pods, but in this machine's network, where the operator is. As a container that is privileged
     * would be, with the kubelet's directories at the kubelet's paths.
     */
    public AgentPlace agent() {
        return new AgentPlace(
                this::start,
                KUBELET.resolve("plugins/handover.ioreq.dev/csi.sock"),
                KUBELET.resolve("plugins_registry"),
                "mount",
                KUBELET.resolve("pods"),
                OptionalInt.of(EMULATOR_UID));
    }

    /** Its pods, seen from here. */
    public Pods pods(KubernetesClient client) {
        return new KubeletPods(client, cluster.directory().resolve("disk/log/pods"));
    }

    private Program start(String name, JavaCommand command, Path log) throws IOException {
        String init = Files.readString(cluster.directory().resolve("pid")).trim();
        return EnteredProcess.start(
                name, List.of("nsenter", "--target", init, "--mount", "--pid", "--ipc", "--"), command, log);
    }
}
