package dev.ioreq.playground.story;

import dev.ioreq.playground.launch.Pace;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.LinkedHashMap;
import java.util.Map;

/** On a slow stage an emulator takes longer to come back: servers are declared with as much more patience. */
final class DeclaredPatience {
    private static final int USUAL_SECONDS = 10;
    private static final int MOST_SECONDS = 3600;

    private DeclaredPatience() {}

    /** The object as it is to be declared at this pace; on an ordinary machine just as it is. */
    static HasMetadata at(long factor, HasMetadata object) {
        if (factor == 1 || !object.getKind().equals("IoreqServer")) {
            return object;
        }
        var server = (GenericKubernetesResource) object;
        var spec = fields(server.get("spec"));
        var lost = fields(spec.get("whenEmulatorLost"));
        var seconds = (Number) lost.getOrDefault("afterSeconds", USUAL_SECONDS);
        lost.put("afterSeconds", (int) Math.min(MOST_SECONDS, seconds.intValue() * factor));
        spec.put("whenEmulatorLost", lost);
        server.setAdditionalProperty("spec", spec);
        return server;
    }

    /** At the pace of this run. */
    static HasMetadata of(HasMetadata object) {
        return at(Pace.factor(), object);
    }

    private static Map<String, Object> fields(Object value) {
        var copy = new LinkedHashMap<String, Object>();
        if (value instanceof Map<?, ?> fields) {
            fields.forEach((name, field) -> copy.put((String) name, field));
        }
        return copy;
    }
}
