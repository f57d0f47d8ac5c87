package dev.ioreq.agent.csi;

import dev.ioreq.agent.supervisor.ServerReport;
import dev.ioreq.protocol.csi.NodeGetCapabilitiesRequest;
import dev.ioreq.protocol.csi.NodeGetCapabilitiesResponse;
import dev.ioreq.protocol.csi.NodeGetInfoRequest;
import dev.ioreq.protocol.csi.NodeGetInfoResponse;
import dev.ioreq.protocol.csi.NodeGrpc;
import dev.ioreq.protocol.csi.NodePublishVolumeRequest;
import dev.ioreq.protocol.csi.NodePublishVolumeResponse;
import dev.ioreq.protocol.csi.NodeUnpublishVolumeRequest;
import dev.ioreq.protocol.csi.NodeUnpublishVolumeResponse;
import dev.ioreq.protocol.csi.VolumeCapability;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.logging.Logger;

/** CSI's Node service: publishes handovers and takes them back. One call at a time; none of them waits for anybody. */
final class NodeService extends NodeGrpc.NodeImplBase {

    private static final Logger LOG = Logger.getLogger(NodeService.class);

    private final String node;
    private final Path handovers;
    private final Path targets;
    private final Admission admission;
    private final Publisher publisher;

    /**
     * @param handovers the directory of all handover directories
     * @param targets the kubelet's directory of pods
     */
    NodeService(String node, Path handovers, Path targets, Admission admission, Publisher publisher) {
        this.node = node;
        this.handovers = handovers;
        this.targets = targets;
        this.admission = admission;
        this.publisher = publisher;
    }

    @Override
    public void nodePublishVolume(
            NodePublishVolumeRequest request, StreamObserver<NodePublishVolumeResponse> response) {
        answer("NodePublishVolume", response, () -> {
            publish(request);
            return NodePublishVolumeResponse.getDefaultInstance();
        });
    }

    @Override
    public void nodeUnpublishVolume(
            NodeUnpublishVolumeRequest request, StreamObserver<NodeUnpublishVolumeResponse> response) {
        answer("NodeUnpublishVolume", response, () -> {
            requireId(request.getVolumeId());
            publisher.unpublish(TargetPath.require(request.getTargetPath(), targets));
            LOG.infof("Handover taken back from %s", request.getTargetPath());
            return NodeUnpublishVolumeResponse.getDefaultInstance();
        });
    }

    @Override
    public void nodeGetCapabilities(
            NodeGetCapabilitiesRequest request, StreamObserver<NodeGetCapabilitiesResponse> response) {
        answer("NodeGetCapabilities", response, NodeGetCapabilitiesResponse::getDefaultInstance);
    }

    @Override
    public void nodeGetInfo(NodeGetInfoRequest request, StreamObserver<NodeGetInfoResponse> response) {
        answer("NodeGetInfo", response, () -> NodeGetInfoResponse.newBuilder()
                .setNodeId(node)
                .build());
    }

    private void publish(NodePublishVolumeRequest request) throws Refusal {
        requireId(request.getVolumeId());
        Path target = TargetPath.requireParent(request.getTargetPath(), targets);
        requireMount(request.getVolumeCapability());
        if (request.getReadonly()) {
            throw Refusal.invalid("readonly", true, "false: leave csi.readOnly out of the volume");
        }
        VolumeContext context = VolumeContext.read(request.getVolumeContextMap());
        try {
            publish(context, target);
        } catch (Refusal refused) {
            // A kubelet that was restarted asks again for every pod, and cannot let a pod end whose volume it did not
            // get: one whose
            // server or whose operator's word has gone meanwhile keeps what it has.
            if (!publisher.published(context.key(), target)) {
                throw refused;
            }
        }
    }

    private void publish(VolumeContext context, Path target) throws Refusal {
        ServerReport server = admission.check(context);
        Path source = handovers.resolve(server.key());
        if (!Files.isDirectory(source)) {
            throw new Refusal(
                    Status.UNAVAILABLE,
                    VolumeContext.field(VolumeContext.KEY) + ": " + server.key() + ": the handover of "
                            + server.namespace()
                            + "/" + server.name() + " is not offered yet (the server is " + server.phase()
                            + "), expected OFFERED; it is published when it is");
        }
        publisher.publish(source, target);
        LOG.infof("Handover of %s/%s published to pod %s", server.namespace(), server.name(), context.podName());
    }

    private static void requireId(String volumeId) throws Refusal {
        if (volumeId.isEmpty()) {
            throw Refusal.invalid("volume_id", "not set", "the kubelet's name of the volume");
        }
    }

    private static void requireMount(VolumeCapability capability) throws Refusal {
        if (!capability.hasMount()) {
            throw Refusal.invalid("volume_capability.access_type", capability.getAccessTypeCase(), "MOUNT");
        }
        if (capability.getMount().getMountFlagsCount() > 0) {
            throw Refusal.invalid(
                    "volume_capability.mount.mount_flags",
                    capability.getMount().getMountFlagsList(),
                    "none: a handover is a directory of the node");
        }
    }

    private interface Call<T> {
        T run() throws Refusal;
    }

    private synchronized <T> void answer(String name, StreamObserver<T> response, Call<T> call) {
        T answer;
        try {
            answer = call.run();
        } catch (Refusal refusal) {
            // The kubelet asks again and again until a server is declared and offered: that is no news.
            Status.Code code = refusal.status().getCode();
            boolean early = code == Status.Code.UNAVAILABLE || code == Status.Code.NOT_FOUND;
            LOG.logf(early ? Logger.Level.DEBUG : Logger.Level.WARN, "%s refused: %s", name, refusal.getMessage());
            response.onError(refusal.status().asRuntimeException());
            return;
        }
        response.onNext(answer);
        response.onCompleted();
    }
}
