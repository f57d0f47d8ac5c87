package dev.ioreq.playground.apiserver.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ioreq.playground.apiserver.json.Json;

/** A request that ends in a {@code Status}; the wording is the one clients of a real API server know. */
public final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int code;
    private final String reason;
    private final transient ObjectNode details;

    /**
     * @param code the HTTP status
     * @param reason the machine-readable word of the {@code Status}
     * @param details its {@code details}, or null
     */
    public ApiException(int code, String reason, String message, ObjectNode details) {
        super(message);
        this.code = code;
        this.reason = reason;
        this.details = details;
    }

    public int code() {
        return code;
    }

    public String reason() {
        return reason;
    }

    /** The {@code Status} that is sent. */
    public ObjectNode status() {
        var status = Json.object().put("kind", "Status").put("apiVersion", "v1");
        status.putObject("metadata");
        status.put("status", "Failure").put("message", getMessage()).put("reason", reason);
        if (details != null) {
            status.set("details", details);
        }
        return status.put("code", code);
    }

    public static ApiException notFound(ResourceType type, String name) {
        return notFound(type.groupResource(), name);
    }

    public static ApiException notFound(GroupResource resource, String name) {
        return new ApiException(
                404, "NotFound", "%s \"%s\" not found".formatted(resource, name), details(resource, name));
    }

    /** The path leads nowhere. */
    public static ApiException noSuchPath() {
        return new ApiException(404, "NotFound", "the server could not find the requested resource", Json.object());
    }

    public static ApiException alreadyExists(ResourceType type, String name) {
        return new ApiException(
                409,
                "AlreadyExists",
                "%s \"%s\" already exists".formatted(type.groupResource(), name),
                details(type.groupResource(), name));
    }

    public static ApiException conflict(ResourceType type, String name, String why) {
        return new ApiException(
                409,
                "Conflict",
                "Operation cannot be fulfilled on %s \"%s\": %s".formatted(type.groupResource(), name, why),
                details(type.groupResource(), name));
    }

    public static ApiException badRequest(String message) {
        return new ApiException(400, "BadRequest", message, null);
    }

    /** A parameter of the request is wrong: {@code kind} is what a server calls the parameters of its method. */
    public static ApiException invalidOptions(String kind, String field, String fault, String why) {
        var details = Json.object().put("group", "meta.k8s.io").put("kind", kind);
        details.putArray("causes")
                .addObject()
                .put("reason", "FieldValue" + fault.replace(" value", ""))
                .put("message", fault + ": " + why)
                .put("field", field);
        return new ApiException(
                422,
                "Invalid",
                "%s.meta.k8s.io \"\" is invalid: %s: %s: %s".formatted(kind, field, fault, why),
                details);
    }

    public static ApiException unsupportedMediaType(String message) {
        return new ApiException(415, "UnsupportedMediaType", message, null);
    }

    public static ApiException methodNotAllowed() {
        return new ApiException(
                405, "MethodNotAllowed", "the server does not allow this method on the requested resource", null);
    }

    public static ApiException forbidden(ResourceType type, String name, String why) {
        return new ApiException(
                403,
                "Forbidden",
                "%s \"%s\" is forbidden: %s".formatted(type.groupResource(), name, why),
                details(type.groupResource(), name));
    }

    /** The client's resource version is older than what the server remembers. */
    public static ApiException expired(String message) {
        return new ApiException(410, "Expired", message, null);
    }

    private static ObjectNode details(GroupResource resource, String name) {
        var details = Json.object().put("name", name);
        if (!resource.group().isEmpty()) {
            details.put("group", resource.group());
        }
        return details.put("kind", resource.plural());
    }
}
