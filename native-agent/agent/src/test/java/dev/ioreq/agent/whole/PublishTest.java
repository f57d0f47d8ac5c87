package dev.ioreq.agent.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.ioreq.agent.NodeAgent;
import dev.ioreq.agent.SampleDeclarations;
import dev.ioreq.agent.csi.CsiSettings;
import dev.ioreq.agent.csi.UnixClient;
import dev.ioreq.agent.handover.HandoverBroker;
import dev.ioreq.protocol.csi.NodePublishVolumeRequest;
import dev.ioreq.protocol.csi.NodeUnpublishVolumeRequest;
import dev.ioreq.protocol.csi.VolumeCapability;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole agent with its CSI driver: from the declaration to a served guest, by the way that a pod goes. */
class PublishTest {

    @TempDir
    Path directory;

    @Test
    void anEmulatorComesToItsServerByThePublishedVolumeAndTheServersEndLeavesNothing() throws Exception {
        try (TestHost host = new TestHost(directory)) {
            host.killAgent();
            Path pods = Files.createDirectory(directory.resolve("pods"));
            Path target = pods.resolve("handover");
            CsiSettings csi =
                    new CsiSettings(directory.resolve("csi.sock"), Optional.empty(), CsiSettings.Publishing.LINK, pods);
            try (NodeAgent agent = NodeAgent.start(
                            host.settings().with(csi), host.xen().asHypervisor(0));
                    UnixClient kubelet = new UnixClient(csi.endpoint())) {
                host.startReader("guest");
                assertThat(codeOf(kubelet, target)).isEqualTo(Status.Code.NOT_FOUND);
                agent.supervisors().apply(SampleDeclarations.serial("a", "guest"));
                assertThat(codeOf(kubelet, target)).isEqualTo(Status.Code.UNAVAILABLE);
                agent.supervisors().apply(SampleDeclarations.withPod(SampleDeclarations.serial("a", "guest"), "uid-1"));
                await().untilAsserted(() -> kubelet.node().nodePublishVolume(asks(target)));

                ScriptedEmulator emulator = new ScriptedEmulator(target.resolve(HandoverBroker.SOCKET)).attach();
                emulator.serve(ScriptedEmulator.Stop.NEVER);
                agent.supervisors().release("a");
                await().until(() -> agent.supervisors().report("a").isEmpty());
                emulator.dies();
                kubelet.node()
                        .nodeUnpublishVolume(NodeUnpublishVolumeRequest.newBuilder()
                                .setVolumeId("csi-1")
                                .setTargetPath(target.toString())
                                .build());

                assertThat(pods).isEmptyDirectory();
                assertThat(codeOf(kubelet, target)).isEqualTo(Status.Code.NOT_FOUND);
            }
            assertThat(csi.endpoint()).doesNotExist();
            assertThatThrownBy(() -> NodeAgent.start(
                            host.settings()
                                    .with(new CsiSettings(
                                            Files.createFile(pods.resolve("file"))
                                                    .resolve("csi.sock"),
                                            Optional.empty(),
                                            csi.publishing(),
                                            pods)),
                            host.xen().asHypervisor(0)))
                    .hasMessageContaining("ioreq.agent.csi.endpoint");
        }
    }

    private static Status.Code codeOf(UnixClient kubelet, Path target) {
        try {
            kubelet.node().nodePublishVolume(asks(target));
            return Status.Code.OK;
        } catch (StatusRuntimeException e) {
            return e.getStatus().getCode();
        }
    }

    private static NodePublishVolumeRequest asks(Path target) {
        return NodePublishVolumeRequest.newBuilder()
                .setVolumeId("csi-1")
                .setTargetPath(target.toString())
                .setVolumeCapability(
                        VolumeCapability.newBuilder().setMount(VolumeCapability.MountVolume.getDefaultInstance()))
                .putVolumeContext("ioreq.dev/key", "a")
                .putVolumeContext("csi.storage.k8s.io/pod.namespace", "default")
                .putVolumeContext("csi.storage.k8s.io/pod.name", "name-of-a-emulator")
                .putVolumeContext("csi.storage.k8s.io/pod.uid", "uid-1")
                .putVolumeContext("csi.storage.k8s.io/serviceAccount.name", "default")
                .putVolumeContext("csi.storage.k8s.io/ephemeral", "true")
                .build();
    }
}
