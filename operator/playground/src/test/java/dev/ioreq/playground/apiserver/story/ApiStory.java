package dev.ioreq.playground.apiserver.story;

import static dev.ioreq.playground.apiserver.story.Widgets.json;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How objects are made, read, changed and refused. Told on every stage alike. */
abstract class ApiStory {
    private Widgets widgets;
    private String namespace;

    abstract ApiStage stage();

    @BeforeEach
    void aNamespaceOfItsOwn() {
        namespace = stage().newNamespace();
        widgets = new Widgets(stage(), namespace);
    }

    @Test
    void aNewObjectGetsIdentityDefaultsAndTheDefaultStatus() {
        var made = widgets.create("w", "{\"color\":\"red\",\"parts\":[{\"name\":\"a\"}]}")
                .expect(201)
                .json();

        assertThat(made.at("/metadata/uid").asText()).isNotEmpty();
        assertThat(made.at("/metadata/generation").asInt()).isEqualTo(1);
        assertThat(made.at("/metadata/namespace").asText()).isEqualTo(namespace);
        assertThat(made.at("/spec/size").asInt()).isEqualTo(1);
        assertThat(made.at("/spec/parts/0/weight").asInt()).isEqualTo(5);
        assertThat(made.at("/status/phase").asText()).isEqualTo("New");
        assertThat(widgets.get("w")).isEqualTo(made);
    }

    @Test
    void aNameGivenTwiceIsAConflict() {
        widgets.create("w", "{\"color\":\"red\"}").expect(201);

        var second = widgets.create("w", "{\"color\":\"red\"}").expect(409);

        assertThat(second.message()).isEqualTo("widgets.story.ioreq.dev \"w\" already exists");
        assertThat(second.json().path("reason").asText()).isEqualTo("AlreadyExists");
    }

    @Test
    void aPrefixBecomesAUniqueName() {
        String body = Widgets.body("x", "{\"color\":\"red\"}").replace("\"name\":\"x\"", "\"generateName\":\"w-\"");

        var one = stage().send("POST", widgets.path(), "application/json", body)
                .expect(201)
                .json();
        var other = stage().send("POST", widgets.path(), "application/json", body)
                .expect(201)
                .json();

        assertThat(one.at("/metadata/name").asText()).matches("w-[a-z0-9]{5}");
        assertThat(other.at("/metadata/name")).isNotEqualTo(one.at("/metadata/name"));
    }

    @Test
    void whatIsMissingIsNotFoundByItsFullName() {
        assertThat(stage().get(widgets.path("nobody")).expect(404).message())
                .isEqualTo("widgets.story.ioreq.dev \"nobody\" not found");
        stage().get("/apis/story.ioreq.dev/v1/gadgets").expect(404);
    }

    @Test
    @Tag(RealStage.BUILT_IN)
    void anObjectNeedsANamespaceThatExists() {
        var refused = new Widgets(stage(), "nowhere-at-all")
                .create("w", "{\"color\":\"red\"}")
                .expect(404);

        assertThat(refused.message()).isEqualTo("namespaces \"nowhere-at-all\" not found");
    }

    @Test
    void aSpecChangeCountsAGenerationAndAStatusChangeDoesNot() {
        widgets.create("w", "{\"color\":\"red\"}").expect(201);

        widgets.merge("w", "{\"spec\":{\"size\":7}}").expect(200);
        widgets.applyStatus("w", "op", "{\"phase\":\"Good\"}").expect(200);
        widgets.merge("w", "{\"metadata\":{\"labels\":{\"a\":\"b\"}}}").expect(200);

        assertThat(widgets.get("w").at("/metadata/generation").asInt()).isEqualTo(2);
        assertThat(widgets.get("w").at("/status/phase").asText()).isEqualTo("Good");
    }

    @Test
    void aWriteReachesEitherStatusOrTheRest() {
        widgets.create("w", "{\"color\":\"red\"}").expect(201);

        widgets.merge("w", "{\"status\":{\"phase\":\"Smuggled\"},\"spec\":{\"size\":2}}")
                .expect(200);
        stage().send(
                        "PATCH",
                        widgets.path("w") + "/status",
                        "application/merge-patch+json",
                        "{\"status\":{\"phase\":\"Fine\"},\"spec\":{\"size\":3}}")
                .expect(200);

        assertThat(widgets.get("w").at("/status/phase").asText()).isEqualTo("Fine");
        assertThat(widgets.get("w").at("/spec/size").asInt()).isEqualTo(2);
    }

    @Test
    void aStaleReplaceIsRefused() {
        var made = widgets.create("w", "{\"color\":\"red\"}").expect(201).json().toString();
        widgets.merge("w", "{\"spec\":{\"size\":7}}").expect(200);

        var stale =
                stage().send("PUT", widgets.path("w"), "application/json", made).expect(409);

        assertThat(stale.message())
                .isEqualTo(
                        "Operation cannot be fulfilled on widgets.story.ioreq.dev \"w\": the object has been modified;"
                                + " please apply your changes to the latest version and try again");
    }

    @Test
    void aWriteThatChangesNothingLeavesTheVersion() {
        widgets.create("w", "{\"color\":\"red\"}").expect(201);
        // The first write after the creation is one even so: it stores the status' defaults.
        widgets.merge("w", "{\"spec\":{\"color\":\"red\"}}").expect(200);
        var before = widgets.get("w");

        var after =
                widgets.merge("w", "{\"spec\":{\"color\":\"red\"}}").expect(200).json();

        assertThat(after.at("/metadata/resourceVersion")).isEqualTo(before.at("/metadata/resourceVersion"));
    }

    @Test
    void aDryRunTellsTheOutcomeAndStoresNothing() {
        var tried = widgets.create("w", "{\"color\":\"red\"}", "?dryRun=All")
                .expect(201)
                .json();

        assertThat(tried.at("/spec/size").asInt()).isEqualTo(1);
        stage().get(widgets.path("w")).expect(404);
    }

    @Test
    @Tag(RealStage.SINCE_1_31)
    void unknownFieldsAreDroppedWithAWarningOrRefusedWhenStrict() {
        var warned = widgets.create("w", "{\"color\":\"red\",\"wheels\":4}").expect(201);
        var refused = widgets.create("v", "{\"color\":\"red\",\"wheels\":4}", "?fieldValidation=Strict")
                .expect(400);

        assertThat(warned.json().path("spec").has("wheels")).isFalse();
        assertThat(warned.response().headers().allValues("Warning"))
                .containsExactly("299 - \"unknown field \\\"spec.wheels\\\"\"");
        assertThat(refused.message())
                .isEqualTo(
                        "Widget in version \"v1\" cannot be handled as a Widget: strict decoding error: unknown field"
                                + " \"spec.wheels\"");
    }

    @Test
    void freeFormFieldsAreKept() {
        var made = widgets.create("w", "{\"color\":\"red\",\"free\":{\"a\":{\"b\":[1]}}}")
                .expect(201)
                .json();

        assertThat(made.at("/spec/free")).isEqualTo(json("{\"a\":{\"b\":[1]}}"));
    }

    @Test
    void everyBrokenRuleIsNamedWithItsField() {
        var refused = widgets.create("w", "{\"color\":\"pink\",\"size\":101,\"note\":\"ABC\"}")
                .expect(422);

        assertThat(refused.message())
                .startsWith("Widget.story.ioreq.dev \"w\" is invalid: [")
                .contains("spec.color: Unsupported value: \"pink\": supported values: \"red\", \"green\", \"blue\"")
                .contains("spec.size: Invalid value: 101: spec.size in body should be less than or equal to 100")
                .contains("spec.note: Invalid value: \"ABC\": spec.note in body should match '^[a-z]*$'");
        assertThat(refused.json().at("/details/kind").asText()).isEqualTo("Widget");
        assertThat(refused.json().at("/details/causes")).hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void wrongTypesMissingFieldsAndDuplicatesAreNamed() {
        assertThat(widgets.create("w", "{\"color\":\"red\",\"size\":\"big\"}")
                        .expect(422)
                        .message())
                .contains(
                        "spec.size: Invalid value: \"string\": spec.size in body must be of type integer: \"string\"");
        assertThat(widgets.create("w", "{}").expect(422).message()).contains("spec.color: Required value");
        assertThat(widgets.create("w", "{\"color\":\"red\",\"parts\":[{\"name\":\"a\"},{\"name\":\"a\"}]}")
                        .expect(422)
                        .message())
                .containsPattern("spec\\.parts\\[1]: Duplicate value: .*\\{\"name\":\"a\"}");
    }

    @Test
    @Tag(RealStage.SINCE_1_31)
    void rulesOverFieldsAndOverChangesHold() {
        widgets.create("w", "{\"color\":\"red\"}").expect(201);

        assertThat(widgets.merge("w", "{\"spec\":{\"size\":9,\"limit\":3}}")
                        .expect(422)
                        .message())
                .isEqualTo("Widget.story.ioreq.dev \"w\" is invalid: spec: Invalid value: size is over the limit");
        assertThat(widgets.merge("w", "{\"spec\":{\"color\":\"blue\"}}")
                        .expect(422)
                        .message())
                .isEqualTo(
                        "Widget.story.ioreq.dev \"w\" is invalid: spec.color: Invalid value: \"blue\": color cannot be"
                                + " changed");
    }

    @Test
    void aJsonPatchAppliesAsAWholeOrNotAtAll() {
        widgets.create("w", "{\"color\":\"red\",\"tags\":[\"a\"]}").expect(201);
        String good =
                "[{\"op\":\"add\",\"path\":\"/spec/tags/-\",\"value\":\"b\"},{\"op\":\"replace\",\"path\":\"/spec/size\","
                        + "\"value\":3}]";
        String bad =
                "[{\"op\":\"add\",\"path\":\"/spec/tags/-\",\"value\":\"c\"},{\"op\":\"test\",\"path\":\"/spec/size\","
                        + "\"value\":4}]";

        stage().send("PATCH", widgets.path("w"), "application/json-patch+json", good)
                .expect(200);
        stage().send("PATCH", widgets.path("w"), "application/json-patch+json", bad)
                .expect(422);

        assertThat(widgets.get("w").at("/spec/tags")).isEqualTo(json("[\"a\",\"b\"]"));
        assertThat(widgets.get("w").at("/spec/size").asInt()).isEqualTo(3);
    }

    @Test
    void aStrategicPatchIsForBuiltInKindsOnly() {
        widgets.create("w", "{\"color\":\"red\"}").expect(201);

        stage().send("PATCH", widgets.path("w"), "application/strategic-merge-patch+json", "{}")
                .expect(415);
    }

    @Test
    @Tag(RealStage.SINCE_1_31)
    void listsComeInPagesAndBySelectors() {
        for (String name : new String[] {"a", "b", "c"}) {
            widgets.create(name, "{\"color\":\"%s\"}".formatted(name.equals("b") ? "blue" : "red"))
                    .expect(201);
        }

        var first = stage().get(widgets.path() + "?limit=2").expect(200).json();
        var rest = stage().get(widgets.path() + "?limit=2&continue="
                        + first.at("/metadata/continue").asText())
                .expect(200)
                .json();
        var blue = stage().get(widgets.path() + "?fieldSelector=spec.color%3Dblue")
                .expect(200)
                .json();
        var named = stage().get(widgets.path() + "?fieldSelector=metadata.name%21%3Da")
                .expect(200)
                .json();

        assertThat(first.path("kind").asText()).isEqualTo("WidgetList");
        assertThat(first.path("items")).hasSize(2);
        assertThat(rest.path("items")).hasSize(1);
        assertThat(rest.at("/metadata/continue").asText()).isEmpty();
        assertThat(blue.path("items").findValuesAsText("name")).containsExactly("b");
        assertThat(named.path("items").findValuesAsText("name")).containsExactly("b", "c");
        stage().get(widgets.path() + "?fieldSelector=spec.size%3D1").expect(400);
    }

    @Test
    void aTableShowsTheDeclaredColumns() {
        widgets.create("w", "{\"color\":\"red\"}").expect(201);
        widgets.applyStatus("w", "op", "{\"conditions\":[{\"type\":\"Ready\",\"status\":\"True\"}]}")
                .expect(200);

        var table = stage().get(widgets.path(), "application/json;as=Table;v=v1;g=meta.k8s.io")
                .expect(200)
                .json();

        assertThat(table.path("columnDefinitions").findValuesAsText("name"))
                .containsExactly("Name", "Color", "Ready", "Size", "Age");
        assertThat(table.at("/rows/0/cells/0").asText()).isEqualTo("w");
        assertThat(table.at("/rows/0/cells/1").asText()).isEqualTo("red");
        assertThat(table.at("/rows/0/cells/2").asText()).isEqualTo("True");
        assertThat(table.at("/rows/0/object/kind").asText()).isEqualTo("PartialObjectMetadata");
    }
}
