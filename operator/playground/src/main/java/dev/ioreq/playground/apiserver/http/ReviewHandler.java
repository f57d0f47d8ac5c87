package dev.ioreq.playground.apiserver.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ioreq.playground.apiserver.auth.Authenticator;
import dev.ioreq.playground.apiserver.auth.Authorizer;
import dev.ioreq.playground.apiserver.auth.RulesOf;
import dev.ioreq.playground.apiserver.auth.User;
import dev.ioreq.playground.apiserver.discovery.Reviews;
import dev.ioreq.playground.apiserver.json.Json;
import dev.ioreq.playground.apiserver.resource.ApiException;
import java.io.IOException;

/** Answers the questions of authorization.k8s.io and authentication.k8s.io. */
final class ReviewHandler {
    private final Authorizer authorizer;
    private final RulesOf rules;
    private final Authenticator authenticator;

    ReviewHandler(Authorizer authorizer, RulesOf rules, Authenticator authenticator) {
        this.authorizer = authorizer;
        this.rules = rules;
        this.authenticator = authenticator;
    }

    void handle(Call call, ApiPath path) throws IOException {
        String kind = Reviews.resources(path.version()).get(path.plural());
        if (kind == null) {
            throw ApiException.noSuchPath();
        }
        if (!call.method().equals("POST")) {
            throw ApiException.methodNotAllowed();
        }
        var review = RequestBody.object(call);
        review.put("apiVersion", path.version().toString()).put("kind", kind);
        review.withObjectProperty("metadata");
        review.set("status", status(kind, review.path("spec"), call.user()));
        call.answer(201, review);
    }

    private ObjectNode status(String kind, JsonNode spec, User user) {
        return switch (kind) {
            case "SelfSubjectAccessReview" -> access(user, spec);
            case "SubjectAccessReview", "LocalSubjectAccessReview" ->
                access(new User(spec.path("user").asText(), Json.texts(spec.path("groups"))), spec);
            case "SelfSubjectRulesReview" ->
                rules.of(user, spec.path("namespace").asText(""));
            case "TokenReview" ->
                authenticator
                        .byToken(spec.path("token").asText())
                        .map(ReviewHandler::authenticated)
                        .orElseGet(() -> Json.object().put("authenticated", false));
            case "SelfSubjectReview" -> Json.object().set("userInfo", info(user));
            default -> throw ApiException.noSuchPath();
        };
    }

    private ObjectNode access(User user, JsonNode spec) {
        var asked = spec.path("resourceAttributes");
        var attributes = new Authorizer.Attributes(
                asked.path("verb").asText(),
                asked.path("group").asText(),
                asked.path("resource").asText(),
                asked.path("subresource").asText(),
                asked.path("namespace").asText(),
                asked.path("name").asText());
        return Json.object().put("allowed", authorizer.allows(user, attributes));
    }

    private static ObjectNode authenticated(User user) {
        var status = Json.object().put("authenticated", true);
        status.set("user", info(user));
        return status;
    }

    private static ObjectNode info(User user) {
        var info = Json.object().put("username", user.name());
        user.groups().forEach(info.withArrayProperty("groups")::add);
        return info;
    }
}
