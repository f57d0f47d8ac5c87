package dev.ioreq.playground.apiserver.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ioreq.playground.apiserver.auth.Access;
import dev.ioreq.playground.apiserver.auth.User;
import dev.ioreq.playground.apiserver.json.Json;
import dev.ioreq.playground.apiserver.resource.ApiException;
import dev.ioreq.playground.apiserver.resource.Metadata;
import dev.ioreq.playground.apiserver.resource.ResourceType;
import dev.ioreq.playground.apiserver.selector.FieldSelector;
import dev.ioreq.playground.apiserver.selector.LabelSelector;
import dev.ioreq.playground.apiserver.store.ResourceTable;
import dev.ioreq.playground.apiserver.watch.Watch;
import dev.ioreq.playground.apiserver.watch.WatchFilter;
import dev.ioreq.playground.apiserver.write.ApiObjects;
import dev.ioreq.playground.apiserver.write.DeleteOptions;
import dev.ioreq.playground.apiserver.write.Target;
import dev.ioreq.playground.apiserver.write.WriteOptions;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * One resource for one user. Objects that come out are the caller's own; objects that go in are copied. Every method throws
 * {@link ApiException} as the HTTP side would answer. The namespace of cluster-wide objects is empty.
 */
public final class ResourceClient {
    private final ApiObjects objects;
    private final ResourceType type;
    private final Access access;
    private final User user;

    ResourceClient(ApiObjects objects, ResourceType type, Access access, User user) {
        this.objects = objects;
        this.type = type;
        this.access = access;
        this.user = user;
    }

    /** The object, if it exists. */
    public Optional<ObjectNode> get(String namespace, String name) {
        var target = Target.object(type, namespace, name);
        access.check(user, "get", target);
        return table().get(target.key()).map(stored -> type.conversion().toServed(stored.copy()));
    }

    /**
     * The objects that match.
     *
     * @param namespace empty for all
     * @param labels a label selector; empty for all
     * @param fields a field selector such as {@code spec.nodeName=xen-1}; empty for all
     */
    public List<ObjectNode> list(String namespace, String labels, String fields) {
        access.check(user, "list", Target.collection(type, namespace));
        return table().list(namespace, selector(labels, fields), null, 0).objects().stream()
                .map(stored -> type.conversion().toServed(stored.copy()))
                .toList();
    }

    /** Creates an object; returns it as stored. */
    public ObjectNode create(ObjectNode object) {
        var target = Target.collection(type, Metadata.namespace(object));
        access.check(user, "create", target);
        return objects.create(target, own(object), options()).object().deepCopy();
    }

    /** Creates the object unless one of that name exists; for objects that are their name, such as namespaces. */
    public void ensure(String namespace, String name) {
        var object = Json.object().put("apiVersion", type.apiVersion()).put("kind", type.kind());
        object.putObject("metadata").put("name", name).put("namespace", namespace);
        try {
            create(object);
        } catch (ApiException e) {
            if (!e.reason().equals("AlreadyExists")) {
                throw e;
            }
        }
    }

    /** Replaces an object; its resource version must be the present one. */
    public ObjectNode replace(ObjectNode object) {
        return replace(Target.object(type, Metadata.namespace(object), Metadata.name(object)), object);
    }

    /** Replaces the status of an object. */
    public ObjectNode replaceStatus(ObjectNode object) {
        return replace(
                Target.object(type, Metadata.namespace(object), Metadata.name(object))
                        .sub("status"),
                object);
    }

    private ObjectNode replace(Target target, ObjectNode object) {
        access.check(user, "update", target);
        return objects.replace(target, own(object), options()).object().deepCopy();
    }

    /** Merges a JSON merge patch into an object. */
    public ObjectNode patch(String namespace, String name, JsonNode patch) {
        return patch(Target.object(type, namespace, name), patch);
    }

    /** Merges a JSON merge patch of the form {@code {"status": ...}} into the status of an object. */
    public ObjectNode patchStatus(String namespace, String name, JsonNode patch) {
        return patch(Target.object(type, namespace, name).sub("status"), patch);
    }

    private ObjectNode patch(Target target, JsonNode patch) {
        access.check(user, "patch", target);
        var own = Json.canonical(patch.deepCopy());
        return objects.patchMerge(target, own, options()).object().deepCopy();
    }

    /** Server-side apply with force, under the user's name. */
    public ObjectNode apply(ObjectNode configuration) {
        var target = Target.object(type, Metadata.namespace(configuration), Metadata.name(configuration));
        access.check(user, "apply", target);
        return objects.apply(target, own(configuration), options().forced())
                .object()
                .deepCopy();
    }

    /** Deletes an object; {@link DeleteOptions#NOW} is how a kubelet lets a pod go that has ended. */
    public void delete(String namespace, String name, DeleteOptions options) {
        var target = Target.object(type, namespace, name);
        access.check(user, "delete", target);
        objects.delete(target, options);
    }

    /**
     * Watches: first the objects that exist as additions, then every change in order. The listener runs on a thread of the
     * watch's own.
     *
     * @param namespace empty for all
     * @param labels a label selector; empty for all
     * @param fields a field selector; empty for all
     * @return ends the watch when closed
     */
    public AutoCloseable watch(String namespace, String labels, String fields, Consumer<WatchEvent> listener) {
        access.check(user, "watch", Target.collection(type, namespace));
        var watch = Watch.open(table(), new WatchFilter(namespace, selector(labels, fields)), new Watch.Start(true, 0));
        WatchThread.start(watch, type, listener);
        return watch;
    }

    private Predicate<JsonNode> selector(String labels, String fields) {
        var byLabels = LabelSelector.parse(labels);
        var byFields = FieldSelector.parse(fields, type);
        return stored ->
                byLabels.test(stored) && byFields.test(type.conversion().toServed((ObjectNode) stored));
    }

    private WriteOptions options() {
        return WriteOptions.of(user.name());
    }

    private static ObjectNode own(ObjectNode object) {
        return (ObjectNode) Json.canonical(object.deepCopy());
    }

    private ResourceTable table() {
        return objects.store().table(type.storage());
    }
}
