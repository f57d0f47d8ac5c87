package dev.ioreq.operator.caches;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.net.HttpURLConnection;
import java.util.function.Consumer;

/**
 * Writes a status by server-side apply, on condition that the resource is the one it was computed from, and puts the answer into the
 * controller's cache, so that the next look does not compute over an older status and write again.
 *
 * @param <R> the resource
 */
public final class ApiStatusSink<R extends HasMetadata> implements StatusSink<R> {

    /** The owner of what we write, in {@code metadata.managedFields}. */
    public static final String FIELD_MANAGER = "ioreq-operator";

    private final Context<R> context;
    private final Consumer<R> written;

    /** @param written is told of each write */
    public ApiStatusSink(Context<R> context, Consumer<R> written) {
        this.context = context;
        this.written = written;
    }

    @Override
    public boolean write(R fresh, R base) {
        fresh.getMetadata().setResourceVersion(base.getMetadata().getResourceVersion());
        try {
            R updated = context.getClient()
                    .resource(fresh)
                    .subresource("status")
                    .patch(new PatchContext.Builder()
                            .withPatchType(PatchType.SERVER_SIDE_APPLY)
                            .withFieldManager(FIELD_MANAGER)
                            .withForce(true)
                            .build());
            context.eventSourceRetriever()
                    .getControllerEventSource()
                    .handleRecentResourceUpdate(ResourceID.fromResource(base), updated, base);
            written.accept(updated);
            return true;
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_CONFLICT || e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                return false;
            }
            throw e;
        }
    }
}
