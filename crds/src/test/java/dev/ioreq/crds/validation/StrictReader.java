package dev.ioreq.crds.validation;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.ioreq.crds.grant.DomainGrant;
import dev.ioreq.crds.ioreqserver.IoreqServer;
import dev.ioreq.crds.xennode.XenNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import java.util.Map;

/** Reads resources into their types and refuses what no type has a place for, down to the last field of a pod template. */
final class StrictReader {

    private static final Map<String, Class<? extends HasMetadata>> TYPES = Map.of(
            "IoreqServer", IoreqServer.class,
            "XenNode", XenNode.class,
            "DomainGrant", DomainGrant.class,
            "Namespace", Namespace.class);

    private static final ObjectMapper MAPPER = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .setAnnotationIntrospector(new JacksonAnnotationIntrospector() {
                private static final long serialVersionUID = 1;

                /** The model's classes keep unknown fields in a map: not here. */
                @Override
                public Boolean hasAnySetter(Annotated annotated) {
                    return false;
                }

                /** Our own types overlook what a later version may add: not here. */
                @Override
                public JsonIgnoreProperties.Value findPropertyIgnoralByName(
                        MapperConfig<?> config, Annotated annotated) {
                    return super.findPropertyIgnoralByName(config, annotated).withoutIgnoreUnknown();
                }
            });

    private StrictReader() {}

    static HasMetadata read(JsonNode resource) throws JsonProcessingException {
        return MAPPER.treeToValue(resource, TYPES.get(resource.path("kind").asText()));
    }
}
