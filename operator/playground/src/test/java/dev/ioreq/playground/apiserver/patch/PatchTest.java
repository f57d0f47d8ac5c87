package dev.ioreq.playground.apiserver.patch;

import static dev.ioreq.playground.apiserver.Server.node;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ioreq.playground.apiserver.builtin.ModelSchemas;
import io.fabric8.kubernetes.api.model.Pod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatchTest {
    private static JsonNode strategic(String target, String patch) {
        return StrategicMergePatch.apply(node(target), node(patch), new ModelSchemas().of(Pod.class));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{a: b}|{a: c}|{a: c}",
                "{a: b}|{b: c}|{a: b, b: c}",
                "{a: b, b: c}|{a: null}|{b: c}",
                "{a: [b]}|{a: [c]}|{a: [c]}",
                "{a: {b: c}}|{a: {b: d, c: null}}|{a: {b: d}}",
                "{}|{a: {bb: {ccc: null}}}|{a: {bb: {}}}"
            })
    void mergePatchesFollowTheRfc(String target, String patch, String result) {
        assertThat(MergePatch.apply(node(target), node(patch))).isEqualTo(node(result));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "[{op: add, path: /c, value: 1}]|{a: [1, 2], b: x, c: 1}",
                "[{op: add, path: /a/1, value: 9}]|{a: [1, 9, 2], b: x}",
                "[{op: add, path: /a/-, value: 9}]|{a: [1, 2, 9], b: x}",
                "[{op: remove, path: /a/0}]|{a: [2], b: x}",
                "[{op: replace, path: /b, value: {y: z}}]|{a: [1, 2], b: {y: z}}",
                "[{op: move, from: /b, path: /c}]|{a: [1, 2], c: x}",
                "[{op: copy, from: /a, path: /c~1d}]|{a: [1, 2], b: x, c/d: [1, 2]}",
                "[{op: test, path: /b, value: x}]|{a: [1, 2], b: x}"
            })
    void jsonPatchesFollowTheRfc(String patch, String result) {
        var target = node("{a: [1, 2], b: x}");

        assertThat(JsonPatch.apply(target, node(patch))).isEqualTo(node(result));
        assertThat(target).isEqualTo(node("{a: [1, 2], b: x}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "[{op: test, path: /b, value: y}]|testing path /b failed",
                "[{op: remove, path: /nope}]|missing path",
                "[{op: add, path: /a/7, value: 1}]|invalid index 7",
                "[{op: add, path: /x/y, value: 1}]|missing path",
                "[{op: fly, path: /a}]|Unexpected kind: fly",
                "{op: add}|array of operations"
            })
    void aJsonPatchThatDoesNotApplySaysWhy(String patch, String why) {
        assertThatThrownBy(() -> JsonPatch.apply(node("{a: [1, 2], b: x}"), node(patch)))
                .hasMessageContaining(why);
    }

    @Test
    void strategicPatchesMergeContainersByName() {
        var patched = strategic(
                "{spec: {containers: [{name: a, image: x, env: [{name: K, value: v}]}, {name: b, image: y}]}}",
                "{spec: {containers: [{name: a, image: z, env: [{name: L, value: w}]}, {name: b, $patch: delete}, {name: c}]}}");

        assertThat(patched)
                .isEqualTo(node(
                        "{spec: {containers: [{name: a, image: z, env: [{name: K, value: v}, {name: L, value: w}]},"
                                + " {name: c}]}}"));
    }

    @Test
    void strategicPatchesReplaceOrderAndTakeFromListsWhenTold() {
        assertThat(strategic(
                        "{spec: {containers: [{name: a}, {name: b}]}}",
                        "{spec: {containers: [{$patch: replace}, {name: c}]}}"))
                .isEqualTo(node("{spec: {containers: [{name: c}]}}"));
        assertThat(strategic(
                        "{spec: {containers: [{name: a}, {name: b}]}}",
                        "{spec: {$setElementOrder/containers: [{name: b}, {name: a}]}}"))
                .isEqualTo(node("{spec: {containers: [{name: b}, {name: a}]}}"));
        assertThat(strategic(
                        "{metadata: {finalizers: [x, y]}}",
                        "{metadata: {finalizers: [z], $deleteFromPrimitiveList/finalizers: [x]}}"))
                .isEqualTo(node("{metadata: {finalizers: [y, z]}}"));
        assertThat(strategic("{metadata: {labels: {a: b, c: d}}}", "{metadata: {labels: {a: null, e: f}}}"))
                .isEqualTo(node("{metadata: {labels: {c: d, e: f}}}"));
    }
}
