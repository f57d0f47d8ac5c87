package dev.ioreq.operator.agents;

import dev.ioreq.protocol.agent.NodeAgentGrpc;
import dev.ioreq.protocol.agent.WatchEvent;
import dev.ioreq.protocol.agent.WatchRequest;
import io.grpc.ManagedChannel;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * One stream of changes, opened again whenever it ends. Each stream begins with a snapshot, so nothing that happened between two of
 * them is missed.
 */
final class AgentWatch implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(AgentWatch.class);

    private final String node;
    private final AgentEndpoint endpoint;
    private final ManagedChannel channel;
    private final Fleet fleet;
    private final Backoff backoff;
    private final ScheduledExecutorService timer;

    private int failures;
    private boolean closed;
    private Stream open;

    AgentWatch(
            String node,
            AgentEndpoint endpoint,
            ManagedChannel channel,
            Fleet fleet,
            Backoff backoff,
            ScheduledExecutorService timer) {
        this.node = node;
        this.endpoint = endpoint;
        this.channel = channel;
        this.fleet = fleet;
        this.backoff = backoff;
        this.timer = timer;
    }

    synchronized void start() {
        if (!closed) {
            open = new Stream();
            channel.resetConnectBackoff();
            NodeAgentGrpc.newStub(channel).watch(WatchRequest.getDefaultInstance(), open);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (open != null) {
            open.cancel();
        }
    }

    private synchronized void heard(Stream stream, WatchEvent event) {
        if (closed || stream != open) {
            return;
        }
        switch (event.getEventCase()) {
            case SNAPSHOT -> {
                var snapshot = event.getSnapshot();
                if (snapshot.getNode().getName().equals(node)) {
                    LOG.infof(
                            "The agent of node %s at %s is connected: %d domains, %d servers",
                            node, endpoint, snapshot.getNode().getDomainsCount(), snapshot.getServersCount());
                    failures = 0;
                    fleet.snapshot(node, snapshot.getNode(), snapshot.getServersList());
                } else {
                    stream.cancel();
                    ended(
                            stream,
                            "the agent at %s says it is node '%s', expected '%s': set its ioreq.agent.node-name"
                                    .formatted(endpoint, snapshot.getNode().getName(), node));
                }
            }
            case NODE -> fleet.inventory(node, event.getNode());
            case SERVER -> fleet.server(node, event.getServer());
            case GONE -> fleet.gone(node, event.getGone());
            case EVENT_NOT_SET ->
                LOG.warnf(
                        "The agent of node %s sent an event of a kind this operator does not know; it is newer", node);
        }
    }

    private synchronized void ended(Stream stream, String why) {
        if (closed || stream != open) {
            return;
        }
        open = null;
        failures++;
        Duration wait = backoff.delay(failures, ThreadLocalRandom.current().nextDouble());
        LOG.log(
                failures == 1 ? Logger.Level.WARN : Logger.Level.DEBUG,
                "The agent of node %s is not heard: %s. Attempt %d follows in %s"
                        .formatted(node, why, failures + 1, wait));
        fleet.silent(node, why);
        timer.schedule(this::start, wait.toMillis(), TimeUnit.MILLISECONDS);
    }

    private final class Stream implements ClientResponseObserver<WatchRequest, WatchEvent> {

        private ClientCallStreamObserver<WatchRequest> call;

        @Override
        public void beforeStart(ClientCallStreamObserver<WatchRequest> call) {
            this.call = call;
        }

        void cancel() {
            if (call != null) {
                call.cancel("the operator ends the stream", null);
            }
        }

        @Override
        public void onNext(WatchEvent event) {
            heard(this, event);
        }

        @Override
        public void onError(Throwable failure) {
            ended(this, "Watch at %s: %s".formatted(endpoint, Failures.describe(failure)));
        }

        @Override
        public void onCompleted() {
            ended(this, "Watch at %s: the agent ended the stream".formatted(endpoint));
        }
    }
}
