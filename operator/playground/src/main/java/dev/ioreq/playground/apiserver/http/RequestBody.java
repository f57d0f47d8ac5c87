package dev.ioreq.playground.apiserver.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ioreq.playground.apiserver.json.Json;
import dev.ioreq.playground.apiserver.protobuf.KubernetesProtobuf;
import dev.ioreq.playground.apiserver.resource.ApiException;
import java.io.IOException;

/** Bodies in the notations clients use: JSON, YAML, and the protobuf that kubectl speaks for built-in kinds. */
final class RequestBody {
    private RequestBody() {}

    /** The object in the body; an empty one when there is no body. */
    static ObjectNode object(Call call) throws IOException {
        var node = read(call, call.body());
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw ApiException.badRequest(
                "the object provided is unrecognized: couldn't get version/kind; it is no object");
    }

    /** The body as it is, JSON or YAML. */
    static JsonNode any(Call call) throws IOException {
        return read(call, call.body());
    }

    private static JsonNode read(Call call, byte[] body) {
        if (body.length == 0) {
            return Json.object();
        }
        String type = call.header("Content-Type");
        if (type.contains("protobuf")) {
            return KubernetesProtobuf.read(body);
        }
        try {
            // Most of what is called YAML is JSON, which parses ten times faster as what it is.
            boolean isYaml = type.contains("yaml") && body[0] != '{';
            return isYaml ? Json.canonical(Json.parseYaml(body)) : Json.parse(body);
        } catch (IOException e) {
            throw ApiException.badRequest(
                    "the object provided is unrecognized: couldn't get version/kind; parse error: " + e.getMessage());
        }
    }
}
