package dev.ioreq.playground.apiserver.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ioreq.playground.apiserver.patch.MergePatch;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The project's own resources: what is good is taken, what is bad is refused at the right field. Told on every stage alike. */
abstract class ResourcesStory {
    private static final String MERGE = "application/merge-patch+json";

    abstract ApiStage stage();

    @TestFactory
    Stream<DynamicTest> theOneThatNothingIsWrongWithIsTaken() {
        return StreamSupport.stream(ProjectResources.good().spliterator(), false)
                .map(good -> DynamicTest.dynamicTest(good.path("kind").asText(), () -> stage().send(
                                "POST",
                                ProjectResources.collection(good) + "?fieldValidation=Strict",
                                "application/json",
                                named(good, "taken").toString())
                        .expect(201)));
    }

    @TestFactory
    Stream<DynamicTest> badOnesAreRefusedAtTheFieldThatIsWrong() {
        var good = ProjectResources.good();
        return ProjectResources.refusals().stream()
                .map(refusal -> DynamicTest.dynamicTest(
                        refusal.path("what").asText(),
                        () -> refuses(good.path(refusal.path("kind").asText()), refusal)));
    }

    private void refuses(JsonNode good, JsonNode refusal) {
        var change = refusal.path("change");
        String path = ProjectResources.collection(good);
        ApiStage.Answer answer;
        if (refusal.path("update").asBoolean()) {
            stage().send(
                            "POST",
                            path,
                            "application/json",
                            named(good, "changed").toString());
            answer = stage().send("PATCH", path + "/changed?fieldValidation=Strict", MERGE, change.toString());
        } else {
            String bad = named(MergePatch.apply(good, change), "bad").toString();
            answer = stage().send("POST", path + "?fieldValidation=Strict", "application/json", bad);
        }

        String[] expected = refusal.path("refusal").asText().split(": ", 2);
        assertThat(answer.code()).as(answer.message()).isIn(400, 422);
        assertThat(answer.message()).contains(expected[0].replaceAll("\\[.*", ""));
        // What a schema refuses each server says in words of its own, what a rule refuses in the rule's.
        if (expected.length == 2 && isRule(expected[1])) {
            assertThat(answer.message()).contains(expected[0] + ": ").contains(expected[1]);
        }
    }

    private static boolean isRule(String words) {
        return ProjectResources.ruleMessages().stream().anyMatch(message -> message.startsWith(words));
    }

    private static ObjectNode named(JsonNode object, String name) {
        ObjectNode copy = object.deepCopy();
        ((ObjectNode) copy.get("metadata")).put("name", name);
        return copy;
    }

    @Test
    void aNewServerIsPendingUntilTheOperatorSaysMore() {
        var good = named(ProjectResources.good().path("IoreqServer"), "pending");

        var made = stage().send("POST", ProjectResources.collection(good), "application/json", good.toString())
                .expect(201)
                .json();

        assertThat(made.at("/status/observedGeneration").asInt()).isEqualTo(-1);
        assertThat(made.at("/status/conditions/0/type").asText()).isEqualTo("Ready");
        assertThat(made.at("/status/conditions/0/status").asText()).isEqualTo("Unknown");
    }
}
