package dev.ioreq.playground.apiserver.openapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ioreq.playground.apiserver.custom.CrdServing;
import dev.ioreq.playground.apiserver.json.Json;
import dev.ioreq.playground.apiserver.resource.ApiException;
import dev.ioreq.playground.apiserver.resource.GroupVersion;
import dev.ioreq.playground.apiserver.resource.ObjectKey;
import dev.ioreq.playground.apiserver.resource.ResourceCatalog;
import dev.ioreq.playground.apiserver.resource.ResourceType;
import dev.ioreq.playground.apiserver.store.Store;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The documents. They are made when asked for, which is once a kubectl run. */
public final class OpenApi {
    /** The Content-Type of v2: what kubectl asks for, without the {@code @} that no media type may have. */
    public static final String V2_TYPE = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";

    private static final List<String> WRITE_PARAMETERS = List.of("dryRun", "fieldManager", "fieldValidation");

    private final ResourceCatalog catalog;
    private final Store store;

    public OpenApi(ResourceCatalog catalog, Store store) {
        this.catalog = catalog;
        this.store = store;
    }

    /** {@code /openapi/v3}: where the document of each version is. */
    public ObjectNode index() {
        var index = Json.object();
        var paths = index.putObject("paths");
        for (var version : catalog.versions()) {
            paths.putObject(version.path().substring(1)).put("serverRelativeURL", "/openapi/v3" + version.path());
        }
        return index;
    }

    /** {@code /openapi/v3/<version>}. */
    public ObjectNode version(GroupVersion version) {
        var types = catalog.in(version);
        if (types.isEmpty()) {
            throw ApiException.noSuchPath();
        }
        var document = Json.object().put("openapi", "3.0.0");
        document.putObject("info").put("title", "Kubernetes").put("version", "v1.32.0");
        var paths = document.putObject("paths");
        var components = new Components();
        for (var type : types) {
            String name = component(type, components);
            paths(paths, type, name);
        }
        document.putObject("components").set("schemas", components.schemas());
        return document;
    }

    private String component(ResourceType type, Components components) {
        if (!type.custom()) {
            return components.builtin(type);
        }
        var crd = store.table(CrdServing.CRDS)
                .get(ObjectKey.clusterWide(type.groupResource().toString()))
                .orElseThrow(ApiException::noSuchPath);
        return components.custom(type, crd.tree());
    }

    private static void paths(ObjectNode paths, ResourceType type, String component) {
        String collection = type.groupVersion().path()
                + (type.namespaced() ? "/namespaces/{namespace}/" : "/")
                + type.names().plural();
        var many = paths.putObject(collection);
        operation(many, "get", "list", type, component);
        operation(many, "post", "post", type, component);
        var one = paths.putObject(collection + "/{name}");
        for (String method : List.of("get", "put", "patch", "delete")) {
            operation(one, method, method, type, component);
        }
    }

    private static void operation(ObjectNode path, String method, String action, ResourceType type, String component) {
        var operation = path.putObject(method);
        var parameters = operation.putArray("parameters");
        if (!method.equals("get")) {
            WRITE_PARAMETERS.forEach(name -> parameter(parameters, name));
        }
        operation.put("x-kubernetes-action", action);
        operation.set("x-kubernetes-group-version-kind", kind(type));
        var answer = operation.putObject("responses").putObject("200").put("description", "OK");
        answer.putObject("content")
                .putObject("application/json")
                .putObject("schema")
                .put("$ref", "#/components/schemas/" + component);
    }

    private static void parameter(ArrayNode parameters, String name) {
        parameters
                .addObject()
                .put("name", name)
                .put("in", "query")
                .putObject("schema")
                .put("type", "string");
    }

    static ObjectNode kind(ResourceType type) {
        return Json.object()
                .put("group", type.groupVersion().group())
                .put("version", type.groupVersion().version())
                .put("kind", type.kind());
    }

    /**
     * {@code /openapi/v2}: an empty document in protobuf (swagger = 1, info = 2 {title = 1, version = 2}). kubectl only
     * falls back to it where v3 does not know a kind.
     */
    public byte[] v2() {
        var info = new ByteArrayOutputStream();
        text(info, 1, "Kubernetes");
        text(info, 2, "v1.32.0");
        var document = new ByteArrayOutputStream();
        text(document, 1, "2.0");
        bytes(document, 2, info.toByteArray());
        return document.toByteArray();
    }

    private static void text(ByteArrayOutputStream message, int number, String text) {
        bytes(message, number, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A length-delimited field of less than 128 bytes. */
    private static void bytes(ByteArrayOutputStream message, int number, byte[] bytes) {
        message.write(number << 3 | 2);
        message.write(bytes.length);
        message.writeBytes(bytes);
    }
}
