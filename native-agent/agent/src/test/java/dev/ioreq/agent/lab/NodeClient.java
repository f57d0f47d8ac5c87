package dev.ioreq.agent.lab;

import dev.ioreq.protocol.agent.ApplyServerRequest;
import dev.ioreq.protocol.agent.DeclaredServer;
import dev.ioreq.protocol.agent.GetNodeRequest;
import dev.ioreq.protocol.agent.NodeAgentGrpc;
import dev.ioreq.protocol.agent.ReleaseServerRequest;
import dev.ioreq.protocol.agent.ServerState;
import dev.ioreq.protocol.agent.WatchEvent;
import dev.ioreq.protocol.agent.WatchRequest;
import io.grpc.Context;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** One agent, over TLS with both sides authenticated. Calls wait for an agent that is not there yet. */
final class NodeClient implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ManagedChannel channel;

    private NodeClient(ManagedChannel channel) {
        this.channel = channel;
    }

    static NodeClient connect(String target, String node, Path certificates) throws IOException {
        return new NodeClient(NettyChannelBuilder.forTarget(target)
                .overrideAuthority(node + ".node.ioreq.dev")
                .sslContext(GrpcSslContexts.forClient()
                        .trustManager(certificates.resolve("ca.crt").toFile())
                        .keyManager(
                                certificates.resolve("operator.crt").toFile(),
                                certificates.resolve("operator.key").toFile())
                        .build())
                .build());
    }

    String node(Duration within) {
        return until(within, () -> Facts.of(agent(within).getNode(GetNodeRequest.getDefaultInstance())));
    }

    String apply(DeclaredServer server) {
        return Facts.of(agent(PATIENCE)
                .applyServer(ApplyServerRequest.newBuilder().setServer(server).build())
                .getState());
    }

    String release(String key) {
        return "gone="
                + agent(PATIENCE)
                        .releaseServer(
                                ReleaseServerRequest.newBuilder().setKey(key).build())
                        .getGone();
    }

    String await(String key, Duration within, List<String> conditions) {
        ServerState[] last = {ServerState.getDefaultInstance()};
        return watch(within, event -> {
                    Optional<ServerState> state = state(event, key);
                    state.ifPresent(one -> last[0] = one);
                    return state.filter(one -> Facts.match(one, conditions)).map(Facts::of);
                })
                .orElseGet(() -> "timeout " + Facts.of(last[0]));
    }

    String awaitGone(String key, Duration within) {
        return watch(within, event -> {
                    boolean gone = event.hasSnapshot()
                            ? state(event, key).isEmpty()
                            : event.hasGone() && event.getGone().equals(key);
                    return gone ? Optional.of("gone " + key) : Optional.empty();
                })
                .orElse("timeout " + key + " is still there");
    }

    private static Optional<ServerState> state(WatchEvent event, String key) {
        return event.hasSnapshot()
                ? event.getSnapshot().getServersList().stream()
                        .filter(one -> one.getKey().equals(key))
                        .findFirst()
                : Optional.of(event.getServer()).filter(one -> one.getKey().equals(key));
    }

    /** The first answer that an event gives; a stream that ends with its agent is opened again. */
    private Optional<String> watch(Duration within, Function<WatchEvent, Optional<String>> ask) {
        long deadline = System.nanoTime() + within.toNanos();
        while (System.nanoTime() < deadline) {
            Context.CancellableContext stream = Context.current().withCancellation();
            Context before = stream.attach();
            try {
                Iterator<WatchEvent> events =
                        agent(Duration.ofNanos(deadline - System.nanoTime())).watch(WatchRequest.getDefaultInstance());
                while (events.hasNext()) {
                    Optional<String> answer = ask.apply(events.next());
                    if (answer.isPresent()) {
                        return answer;
                    }
                }
            } catch (StatusRuntimeException e) {
                pause();
            } finally {
                stream.detach(before);
                stream.cancel(null);
            }
        }
        return Optional.empty();
    }

    private interface Call {
        String get();
    }

    private static String until(Duration within, Call call) {
        long deadline = System.nanoTime() + within.toNanos();
        while (true) {
            try {
                return call.get();
            } catch (StatusRuntimeException e) {
                if (System.nanoTime() - deadline > 0) {
                    return "timeout " + e.getStatus().getCode() + " "
                            + e.getStatus().getDescription();
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private NodeAgentGrpc.NodeAgentBlockingStub agent(Duration within) {
        return NodeAgentGrpc.newBlockingStub(channel)
                .withWaitForReady()
                .withDeadlineAfter(Math.max(1, within.toNanos()), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
