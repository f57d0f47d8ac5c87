package dev.ioreq.operator.agents;

import dev.ioreq.protocol.agent.ApplyServerRequest;
import dev.ioreq.protocol.agent.DeclaredServer;
import dev.ioreq.protocol.agent.NodeAgentGrpc;
import dev.ioreq.protocol.agent.ReleaseServerRequest;
import dev.ioreq.protocol.agent.ServerState;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The operator's end of the conversation with one agent: a channel, the calls on it, and the stream that feeds the fleet. */
final class AgentLink implements AutoCloseable {

    private static final Duration CALL_DEADLINE = Duration.ofSeconds(5);

    private final AgentEndpoint endpoint;
    private final ManagedChannel channel;
    private final NodeAgentGrpc.NodeAgentBlockingStub calls;
    private final AgentWatch watch;

    AgentLink(
            String node,
            AgentEndpoint endpoint,
            ManagedChannel channel,
            Fleet fleet,
            Backoff backoff,
            ScheduledExecutorService timer) {
        this.endpoint = endpoint;
        this.channel = channel;
        this.calls = NodeAgentGrpc.newBlockingStub(channel);
        this.watch = new AgentWatch(node, endpoint, channel, fleet, backoff, timer);
    }

    AgentEndpoint endpoint() {
        return endpoint;
    }

    void start() {
        watch.start();
    }

    AgentAnswer<ServerState> apply(DeclaredServer server) {
        return call("ApplyServer", () -> inTime().applyServer(
                        ApplyServerRequest.newBuilder().setServer(server).build())
                .getState());
    }

    AgentAnswer<Boolean> release(String key) {
        return call("ReleaseServer", () -> inTime().releaseServer(
                        ReleaseServerRequest.newBuilder().setKey(key).build())
                .getGone());
    }

    private NodeAgentGrpc.NodeAgentBlockingStub inTime() {
        return calls.withDeadlineAfter(CALL_DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private <T> AgentAnswer<T> call(String name, Supplier<T> body) {
        try {
            return new AgentAnswer.Answered<>(body.get());
        } catch (StatusRuntimeException e) {
            String why = "%s at %s: %s".formatted(name, endpoint, Failures.describe(e));
            return switch (e.getStatus().getCode()) {
                case INVALID_ARGUMENT, FAILED_PRECONDITION, ALREADY_EXISTS, OUT_OF_RANGE, UNIMPLEMENTED ->
                    new AgentAnswer.Refused<>(why);
                default -> new AgentAnswer.Unreachable<>(why);
            };
        }
    }

    /** Ends the stream and the channel. What the fleet knows stays. */
    @Override
    public void close() {
        watch.close();
        channel.shutdownNow();
    }
}
