package dev.ioreq.playground.apiserver.story;

import static dev.ioreq.playground.apiserver.story.Widgets.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Server-side apply. Told on every stage alike. */
abstract class ApplyStory {
    private Widgets widgets;

    abstract ApiStage stage();

    @BeforeEach
    void aNamespaceOfItsOwn() {
        widgets = new Widgets(stage(), stage().newNamespace());
    }

    @Test
    void applyCreatesWhatIsMissingAndOwnsWhatItSaid() {
        var made = widgets.apply("w", "git", "{\"color\":\"red\",\"parts\":[{\"name\":\"a\"}],\"tags\":[\"x\"]}")
                .expect(201)
                .json();

        assertThat(made.at("/spec/size").asInt()).isEqualTo(1);
        assertThat(owned(made, "git"))
                .isEqualTo(json("{\"f:spec\":{\"f:color\":{},\"f:parts\":{\"k:{\\\"name\\\":\\\"a\\\"}\":{\".\":{},"
                        + "\"f:name\":{}}},\"f:tags\":{\"v:\\\"x\\\"\":{}}}}"));
    }

    @Test
    void applyingTheSameAgainWritesNothing() {
        widgets.apply("w", "git", "{\"color\":\"red\"}").expect(201);
        // This one may be a write: it stores the status' defaults.
        var first = widgets.apply("w", "git", "{\"color\":\"red\"}").expect(200).json();
        var again = widgets.apply("w", "git", "{\"color\":\"red\"}").expect(200).json();

        assertThat(again.at("/metadata/resourceVersion")).isEqualTo(first.at("/metadata/resourceVersion"));
    }

    @Test
    void whatOthersSetIsAConflictUntilForced() {
        widgets.apply("w", "git", "{\"color\":\"red\",\"size\":3}").expect(201);

        var conflict =
                widgets.apply("w", "tool", "{\"color\":\"red\",\"size\":4}").expect(409);
        var forced = widgets.apply("w", "tool", "{\"color\":\"red\",\"size\":4}", "&force=true")
                .expect(200)
                .json();

        assertThat(conflict.message()).isEqualTo("Apply failed with 1 conflict: conflict with \"git\": .spec.size");
        assertThat(conflict.json().at("/details/causes/0"))
                .isEqualTo(json("{\"reason\":\"FieldManagerConflict\",\"message\":\"conflict with \\\"git\\\"\","
                        + "\"field\":\".spec.size\"}"));
        assertThat(owned(forced, "git")).isEqualTo(json("{\"f:spec\":{\"f:color\":{}}}"));
        assertThat(owned(forced, "tool")).isEqualTo(json("{\"f:spec\":{\"f:color\":{},\"f:size\":{}}}"));
    }

    @Test
    void severalConflictsAreListedByManager() {
        widgets.apply("w", "git", "{\"color\":\"red\",\"size\":3,\"note\":\"a\"}")
                .expect(201);

        var conflict = widgets.apply("w", "tool", "{\"color\":\"red\",\"size\":4,\"note\":\"b\"}")
                .expect(409);

        assertThat(conflict.message())
                .isEqualTo("Apply failed with 2 conflicts: conflicts with \"git\":\n- .spec.note\n- .spec.size");
    }

    @Test
    void aPlainUpdateOfAnAppliedFieldTakesItOver() {
        widgets.apply("w", "git", "{\"color\":\"red\",\"size\":3}").expect(201);
        widgets.merge("w", "{\"spec\":{\"size\":4}}").expect(200);

        var conflict =
                widgets.apply("w", "git", "{\"color\":\"red\",\"size\":3}").expect(409);

        assertThat(conflict.message())
                .matches(
                        "Apply failed with 1 conflict: conflict with \".*\" using story.ioreq.dev/v1.*: \\.spec\\.size");
    }

    @Test
    void whatIsAppliedNoMoreGoesUnlessSomebodyElseOwnsIt() {
        widgets.apply("w", "git", "{\"color\":\"red\",\"note\":\"a\",\"parts\":[{\"name\":\"a\"},{\"name\":\"b\"}]}")
                .expect(201);
        widgets.apply("w", "tool", "{\"color\":\"red\",\"parts\":[{\"name\":\"b\",\"tag\":\"t\"},{\"name\":\"c\"}]}")
                .expect(200);

        var after = widgets.apply("w", "git", "{\"color\":\"red\"}").expect(200).json();

        assertThat(after.path("spec").has("note")).isFalse();
        assertThat(after.at("/spec/parts").findValuesAsText("name")).containsExactlyInAnyOrder("b", "c");
        assertThat(after.at("/spec/parts").findValuesAsText("tag")).containsExactly("t");
    }

    @Test
    void keyedListsAndSetsMergeAcrossManagers() {
        widgets.apply("w", "git", "{\"color\":\"red\",\"parts\":[{\"name\":\"a\",\"weight\":1}],\"tags\":[\"x\"]}")
                .expect(201);

        var both = widgets.apply("w", "tool", "{\"color\":\"red\",\"parts\":[{\"name\":\"b\"}],\"tags\":[\"y\"]}")
                .expect(200)
                .json();

        assertThat(both.at("/spec/parts").findValuesAsText("name")).containsExactlyInAnyOrder("a", "b");
        assertThat(both.at("/spec/parts").findValuesAsText("weight")).containsExactlyInAnyOrder("1", "5");
        assertThat(both.at("/spec/tags")).isEqualTo(json("[\"x\",\"y\"]"));
    }

    @Test
    @Tag(RealStage.SINCE_1_31)
    void statusIsAppliedThroughItsOwnPathAndOwnedThere() {
        widgets.apply("w", "git", "{\"color\":\"red\"}").expect(201);

        var after = widgets.applyStatus(
                        "w", "op", "{\"phase\":\"Good\",\"conditions\":[{\"type\":\"Ready\",\"status\":\"True\"}]}")
                .expect(200)
                .json();
        var fewer = widgets.applyStatus("w", "op", "{\"phase\":\"Good\"}")
                .expect(200)
                .json();

        assertThat(entry(after, "op").path("subresource").asText()).isEqualTo("status");
        assertThat(entry(after, "op").path("fieldsV1").path("f:status").has("f:conditions"))
                .isTrue();
        assertThat(fewer.at("/status/conditions")).isEmpty();
        assertThat(fewer.at("/spec/color").asText()).isEqualTo("red");
    }

    @Test
    void aFinalizerCanBeAppliedAlone() {
        widgets.create("w", "{\"color\":\"red\"}").expect(201);
        String body = "{\"apiVersion\":\"story.ioreq.dev/v1\",\"kind\":\"Widget\",\"metadata\":{\"name\":\"w\","
                + "\"finalizers\":[\"story.ioreq.dev/held\"]}}";

        var held = stage().send(
                        "PATCH",
                        widgets.path("w") + "?fieldManager=op&force=true",
                        "application/apply-patch+yaml",
                        body)
                .expect(200)
                .json();

        assertThat(held.at("/metadata/finalizers")).isEqualTo(json("[\"story.ioreq.dev/held\"]"));
        assertThat(owned(held, "op"))
                .isEqualTo(json("{\"f:metadata\":{\"f:finalizers\":{\"v:\\\"story.ioreq.dev/held\\\"\":{}}}}"));
        assertThat(held.at("/metadata/generation").asInt()).isEqualTo(1);
        widgets.merge("w", "{\"metadata\":{\"finalizers\":null}}").expect(200);
    }

    @Test
    void applyNeedsAManagerAndNoOwnersInItsBody() {
        stage().send(
                        "PATCH",
                        widgets.path("w"),
                        "application/apply-patch+yaml",
                        Widgets.body("w", "{\"color\":\"red\"}"))
                .expect(422);
        String withOwners = Widgets.body("w", "{\"color\":\"red\"}")
                .replace("\"name\":\"w\"", "\"name\":\"w\",\"managedFields\":[{\"manager\":\"x\"}]");
        var refused = stage().send(
                        "PATCH", widgets.path("w") + "?fieldManager=x", "application/apply-patch+yaml", withOwners)
                .expect(400);

        assertThat(refused.message()).contains("metadata.managedFields must be nil");
    }

    @Test
    void anApplyOfADeletedObjectsVersionDoesNotBringItBack() {
        var made = widgets.apply("w", "git", "{\"color\":\"red\"}").expect(201).json();
        widgets.delete("w", "").expect(200);
        String body = Widgets.body("w", "{\"color\":\"red\"}")
                .replace("\"name\":\"w\"", "\"name\":\"w\",\"uid\":" + made.at("/metadata/uid"));

        stage().send("PATCH", widgets.path("w") + "?fieldManager=git", "application/apply-patch+yaml", body)
                .expect(409);
    }

    private static JsonNode owned(JsonNode object, String manager) {
        return entry(object, manager).path("fieldsV1");
    }

    private static JsonNode entry(JsonNode object, String manager) {
        for (var entry : object.at("/metadata/managedFields")) {
            if (entry.path("manager").asText().equals(manager)) {
                return entry;
            }
        }
        throw new AssertionError(manager + " owns nothing in " + object.at("/metadata/managedFields"));
    }
}
