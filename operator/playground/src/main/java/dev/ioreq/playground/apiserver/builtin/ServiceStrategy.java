package dev.ioreq.playground.apiserver.builtin;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Services are ClusterIP services, headless here: nothing routes to them. */
final class ServiceStrategy implements Strategy {
    @Override
    public void prepareCreate(ObjectNode service) {
        var spec = service.withObjectProperty("spec");
        absent(spec, "type", "ClusterIP");
        absent(spec, "clusterIP", "None");
        absent(spec, "sessionAffinity", "None");
        spec.path("ports").forEach(port -> {
            if (port instanceof ObjectNode object && !object.has("targetPort")) {
                object.set("targetPort", object.path("port"));
            }
        });
        service.putObject("status").putObject("loadBalancer");
    }

    private static void absent(ObjectNode object, String field, String value) {
        if (!object.has(field)) {
            object.put(field, value);
        }
    }
}
