package dev.ioreq.operator.events;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Writes core/v1 Events, which {@code kubectl describe} shows. One thread, a bounded queue: Events are for people and never hold up
 * the work; what does not fit is dropped and counted.
 *
 * <p>The same thing said again is the same Event with a higher count.
 */
public final class ClusterEvents implements EventRecorder, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(ClusterEvents.class);
    private static final int LONGEST_QUEUE = 2048;

    private final KubernetesClient client;
    private final EventShape shape;
    private final Runnable dropped;
    private final ThreadPoolExecutor writer;

    /** @param dropped is told of each Event that was not written */
    public ClusterEvents(KubernetesClient client, Clock clock, Runnable dropped) {
        this.client = client;
        this.shape = new EventShape(clock);
        this.dropped = dropped;
        this.writer =
                new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(LONGEST_QUEUE), task -> {
                    Thread thread = new Thread(task, "ioreq-events");
                    thread.setDaemon(true);
                    return thread;
                });
        writer.allowCoreThreadTimeOut(true);
    }

    @Override
    public void normal(HasMetadata about, String reason, String message) {
        tell(shape.event(about, "Normal", reason, message));
    }

    @Override
    public void warning(HasMetadata about, String reason, String message) {
        tell(shape.event(about, "Warning", reason, message));
    }

    private void tell(Event event) {
        try {
            writer.execute(() -> write(event));
        } catch (RejectedExecutionException e) {
            dropped.run();
            LOG.debugf("Event dropped, %d wait already: %s", LONGEST_QUEUE, event.getMessage());
        }
    }

    private void write(Event event) {
        try {
            client.resource(event).create();
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                again(event);
            } else {
                dropped(event, e);
            }
        }
    }

    private void again(Event event) {
        try {
            // By name: by the event itself, the client would take it for the one that is there, and count it anew.
            client.v1()
                    .events()
                    .inNamespace(event.getMetadata().getNamespace())
                    .withName(event.getMetadata().getName())
                    .edit(present -> shape.again(present, event));
        } catch (KubernetesClientException e) {
            dropped(event, e);
        }
    }

    private void dropped(Event event, KubernetesClientException why) {
        dropped.run();
        LOG.warnf(
                "Event '%s: %s' about %s %s could not be written: %s (may the operator create and patch events in namespace %s?)",
                event.getReason(),
                event.getMessage(),
                event.getInvolvedObject().getKind(),
                event.getInvolvedObject().getName(),
                why.getMessage(),
                event.getMetadata().getNamespace());
    }

    /** Writes what waits, for at most a second. */
    @Override
    public void close() {
        writer.shutdown();
        try {
            if (!writer.awaitTermination(1, TimeUnit.SECONDS)) {
                writer.shutdownNow();
            }
        } catch (InterruptedException e) {
            writer.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
