package dev.ioreq.playground.apiserver.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ioreq.playground.apiserver.auth.Access;
import dev.ioreq.playground.apiserver.json.Json;
import dev.ioreq.playground.apiserver.resource.ApiException;
import dev.ioreq.playground.apiserver.store.ResourceTable;
import dev.ioreq.playground.apiserver.write.ApiObjects;
import dev.ioreq.playground.apiserver.write.DeleteOptions;
import dev.ioreq.playground.apiserver.write.FieldValidation;
import dev.ioreq.playground.apiserver.write.Outcome;
import dev.ioreq.playground.apiserver.write.Target;
import dev.ioreq.playground.apiserver.write.WriteOptions;
import java.io.IOException;

/** The verbs of REST on objects and collections. */
final class ResourceHandler {
    private final ApiObjects objects;
    private final ListAnswer answers;
    private final WatchHandler watches;
    private final LogHandler logs;
    private final Access access;

    ResourceHandler(ApiObjects objects, ListAnswer answers, WatchHandler watches, LogHandler logs, Access access) {
        this.objects = objects;
        this.answers = answers;
        this.watches = watches;
        this.logs = logs;
        this.access = access;
    }

    void handle(Call call, Target target) throws IOException {
        boolean collection = target.name().isEmpty();
        switch (call.method()) {
            case "GET" -> get(call, target, collection);
            case "POST" -> post(call, target, collection);
            case "PUT" -> put(call, target, collection);
            case "PATCH" -> patch(call, target, collection);
            case "DELETE" -> delete(call, target, collection);
            default -> throw ApiException.methodNotAllowed();
        }
    }

    private void get(Call call, Target target, boolean collection) throws IOException {
        if (call.flag("watch")) {
            access.check(call.user(), "watch", target);
            watches.watch(call, target, table(target));
        } else if (collection) {
            access.check(call.user(), "list", target);
            answers.many(call, target, table(target));
        } else {
            access.check(call.user(), "get", target);
            if (target.subresource().equals("log")) {
                logs.write(call, objects.get(target).copy());
            } else {
                answers.one(call, target.type(), objects.get(target));
            }
        }
    }

    private void post(Call call, Target target, boolean collection) throws IOException {
        if (!collection || target.type().namespaced() && target.namespace().isEmpty()) {
            throw ApiException.methodNotAllowed();
        }
        access.check(call.user(), "create", target);
        written(call, objects.create(target, RequestBody.object(call), options(call)));
    }

    private void put(Call call, Target target, boolean collection) throws IOException {
        if (collection) {
            throw ApiException.methodNotAllowed();
        }
        access.check(call.user(), "update", target);
        written(call, objects.replace(target, RequestBody.object(call), options(call)));
    }

    private void patch(Call call, Target target, boolean collection) throws IOException {
        if (collection) {
            throw ApiException.methodNotAllowed();
        }
        String type = call.header("Content-Type").split(";")[0].strip();
        access.check(call.user(), type.equals("application/apply-patch+yaml") ? "apply" : "patch", target);
        var options = options(call);
        written(
                call,
                switch (type) {
                    case "application/apply-patch+yaml" -> apply(call, target, options);
                    case "application/json-patch+json" -> objects.patchJson(target, RequestBody.any(call), options);
                    case "application/merge-patch+json" -> objects.patchMerge(target, RequestBody.any(call), options);
                    case "application/strategic-merge-patch+json" ->
                        objects.patchStrategic(target, RequestBody.any(call), options);
                    default ->
                        throw ApiException.unsupportedMediaType(
                                "the body of the request was in an unknown format - accepted media types include:"
                                        + " application/json-patch+json, application/merge-patch+json,"
                                        + " application/strategic-merge-patch+json, application/apply-patch+yaml");
                });
    }

    private Outcome apply(Call call, Target target, WriteOptions options) throws IOException {
        if (call.parameter("fieldManager") == null) {
            throw ApiException.invalidOptions(
                    "PatchOptions", "fieldManager", "Required value", "is required for apply patch");
        }
        return objects.apply(target, RequestBody.object(call), options);
    }

    private void delete(Call call, Target target, boolean collection) throws IOException {
        access.check(call.user(), collection ? "deletecollection" : "delete", target);
        var body = RequestBody.object(call);
        parameter(call, body, "propagationPolicy");
        if (call.parameter("gracePeriodSeconds") != null && !body.has("gracePeriodSeconds")) {
            body.put("gracePeriodSeconds", ListParameters.number(call, "gracePeriodSeconds", 0));
        }
        var options = DeleteOptions.read(body, call.parameter("dryRun") != null);
        if (!collection) {
            call.answer(200, objects.delete(target, options));
            return;
        }
        objects.deleteCollection(target, ListParameters.selector(call, target.type()), options);
        var status = Json.object().put("kind", "Status").put("apiVersion", "v1");
        status.putObject("metadata");
        call.answer(200, status.put("status", "Success"));
    }

    private static void parameter(Call call, ObjectNode body, String name) {
        if (call.parameter(name) != null && !body.has(name)) {
            body.put(name, call.parameter(name));
        }
    }

    private static void written(Call call, Outcome outcome) throws IOException {
        call.warn(outcome.warnings());
        call.answer(outcome.created() ? 201 : 200, outcome.object());
    }

    private static WriteOptions options(Call call) {
        String manager = call.parameter("fieldManager");
        if (manager == null || manager.isEmpty()) {
            String agent = call.header("User-Agent").split("/")[0];
            manager = agent.isEmpty() ? "unknown" : agent;
        }
        return new WriteOptions(
                manager,
                call.parameter("dryRun") != null,
                FieldValidation.parse(call.parameter("fieldValidation")),
                call.flag("force"));
    }

    private ResourceTable table(Target target) {
        return objects.store().table(target.type().storage());
    }
}
