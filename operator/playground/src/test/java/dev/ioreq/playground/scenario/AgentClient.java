package dev.ioreq.playground.scenario;

import dev.ioreq.playground.certificates.IssuedCertificate;
import dev.ioreq.playground.certificates.PlaygroundCertificates;
import dev.ioreq.playground.node.Node;
import dev.ioreq.protocol.agent.NodeAgentGrpc;
import io.grpc.ManagedChannel;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Somebody who speaks with a node's agent. */
final class AgentClient implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final ManagedChannel channel;

    /**
     * @param own how it proves who it is
     * @param trusted who has to vouch for the agent
     */
    AgentClient(Node node, IssuedCertificate own, PlaygroundCertificates trusted) throws IOException {
        String[] address = node.agentAddress().split(":");
        channel = NettyChannelBuilder.forAddress(address[0], Integer.parseInt(address[1]))
                .overrideAuthority(node.name() + ".node.ioreq.dev")
                .sslContext(GrpcSslContexts.forClient()
                        .trustManager(trusted.authority())
                        .keyManager(own.key(), own.certificate())
                        .build())
                .build();
    }

    NodeAgentGrpc.NodeAgentBlockingStub stub() {
        return NodeAgentGrpc.newBlockingStub(channel).withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws InterruptedException {
        channel.shutdownNow().awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
