package dev.ioreq.playground.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ioreq.playground.apiserver.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A resource in one of the states that the operator leaves it in.
 *
 * @param state in words
 * @param health what Argo CD is to say
 * @param kstatus what tools that read kstatus are to say
 */
record RecordedState(String state, String health, String kstatus, JsonNode resource) {

    static Stream<RecordedState> all() {
        try (var stream = RecordedState.class.getResourceAsStream("states.yaml")) {
            JsonNode states = Json.parseYaml(stream.readAllBytes());
            return StreamSupport.stream(states.spliterator(), false)
                    .map(state -> new RecordedState(
                            state.path("state").asText(),
                            state.path("health").asText(),
                            state.path("kstatus").asText(),
                            state.path("resource")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return state;
    }
}
