package dev.ioreq.playground.pods;

import dev.ioreq.playground.launch.Pace;
import dev.ioreq.protocol.csi.NodeGrpc;
import dev.ioreq.protocol.csi.NodePublishVolumeRequest;
import dev.ioreq.protocol.csi.NodeUnpublishVolumeRequest;
import dev.ioreq.protocol.csi.VolumeCapability;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.unix.DomainSocketAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The kubelet's side of CSI: speaks to the drivers of the nodes on their unix sockets. */
final class CsiClient implements AutoCloseable {
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private final EventLoopGroup loops = new EpollEventLoopGroup(1);
    private final Map<Path, ManagedChannel> channels = new ConcurrentHashMap<>();

    /** The driver that serves this socket; it need not be up yet. */
    VolumeDriver at(Path endpoint) {
        return new Remote(channels.computeIfAbsent(endpoint, this::channel));
    }

    private ManagedChannel channel(Path endpoint) {
        return NettyChannelBuilder.forAddress(new DomainSocketAddress(endpoint.toFile()))
                .channelType(EpollDomainSocketChannel.class)
                .eventLoopGroup(loops)
                .overrideAuthority("localhost")
                .usePlaintext()
                .directExecutor()
                .build();
    }

    @Override
    public void close() {
        channels.values().forEach(ManagedChannel::shutdownNow);
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    private record Remote(ManagedChannel channel) implements VolumeDriver {
        @Override
        public void publish(String volume, Path target, Map<String, String> context) throws RefusedPod {
            try {
                node().nodePublishVolume(NodePublishVolumeRequest.newBuilder()
                        .setVolumeId(volume)
                        .setTargetPath(target.toString())
                        .setVolumeCapability(VolumeCapability.newBuilder()
                                .setMount(VolumeCapability.MountVolume.getDefaultInstance()))
                        .putAllVolumeContext(context)
                        .build());
            } catch (StatusRuntimeException e) {
                throw new RefusedPod(
                        switch (e.getStatus().getCode()) {
                            case UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED, NOT_FOUND -> RefusedPod.NOT_YET;
                            default -> "FailedMount";
                        },
                        "MountVolume.SetUp failed for volume " + volume + ": " + e.getMessage());
            }
        }

        @Override
        public void unpublish(String volume, Path target) throws IOException {
            try {
                node().nodeUnpublishVolume(NodeUnpublishVolumeRequest.newBuilder()
                        .setVolumeId(volume)
                        .setTargetPath(target.toString())
                        .build());
            } catch (StatusRuntimeException e) {
                throw new IOException("UnmountVolume.TearDown failed for volume " + volume + ": " + e.getMessage(), e);
            }
        }

        private NodeGrpc.NodeBlockingStub node() {
            // A driver that was away is looked for at once, not when the channel thinks it time again.
            channel.resetConnectBackoff();
            return NodeGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(Pace.of(DEADLINE).toSeconds(), TimeUnit.SECONDS);
        }
    }
}
