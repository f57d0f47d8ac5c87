package dev.ioreq.playground.apiserver.apply;

import static dev.ioreq.playground.apiserver.Server.node;
import static dev.ioreq.playground.apiserver.Server.yaml;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ioreq.playground.apiserver.schema.StructuralSchema;
import org.junit.jupiter.api.Test;

class ServerSideApplyTest {
    private static final StructuralSchema SCHEMA = StructuralSchema.read(
            node(
                    """
            type: object
            properties:
              apiVersion: {type: string}
              kind: {type: string}
              metadata: {type: object, x-kubernetes-preserve-unknown-fields: true}
              spec:
                type: object
                properties:
                  a: {type: string}
                  b: {type: string}
                  atomicList: {type: array, items: {type: string}}
                  set: {type: array, x-kubernetes-list-type: set, items: {type: string}}
                  map: {type: object, additionalProperties: {type: string}}
                  atomicMap: {type: object, x-kubernetes-map-type: atomic, additionalProperties: {type: string}}
                  nested: {type: object, properties: {x: {type: string}, y: {type: string}}}
                  ports:
                    type: array
                    x-kubernetes-list-type: map
                    x-kubernetes-list-map-keys: [port, protocol]
                    items:
                      type: object
                      properties:
                        port: {type: integer}
                        protocol: {type: string, default: TCP}
                        name: {type: string}
            """));

    private static ObjectNode object(String spec) {
        return yaml("{apiVersion: t/v1, kind: T, metadata: {name: o}, spec: %s}".formatted(spec));
    }

    private static ObjectNode apply(ObjectNode live, String manager, String spec) {
        return ServerSideApply.apply(live, object(spec), SCHEMA, FieldOwner.applying(manager, ""), false);
    }

    private static ObjectNode fresh() {
        return yaml("{apiVersion: t/v1, kind: T, metadata: {name: o}}");
    }

    @Test
    void anAtomicListHasOneOwner() {
        var live = apply(fresh(), "one", "{atomicList: [a]}");

        assertThatThrownBy(() -> apply(live, "other", "{atomicList: [a, b]}"))
                .hasMessage("Apply failed with 1 conflict: conflict with \"one\": .spec.atomicList");
        assertThat(apply(live, "one", "{atomicList: [c]}").at("/spec/atomicList"))
                .isEqualTo(node("[c]"));
    }

    @Test
    void anAtomicMapHasOneOwnerAndAPlainOneHasOneAKey() {
        var live = apply(fresh(), "one", "{map: {k: v}, atomicMap: {k: v}}");

        assertThat(apply(live, "other", "{map: {l: w}}").at("/spec/map")).isEqualTo(node("{k: v, l: w}"));
        assertThatThrownBy(() -> apply(live, "other", "{atomicMap: {l: w}}")).hasMessageContaining(".spec.atomicMap");
    }

    @Test
    void theSameValueIsNoConflictAndIsOwnedByBoth() {
        var live = apply(apply(fresh(), "one", "{a: x}"), "other", "{a: x}");

        assertThatThrownBy(() -> apply(live, "one", "{a: y}")).hasMessageContaining("conflict with \"other\"");
        var without = apply(live, "one", "{b: z}");
        assertThat(without.at("/spec/a").asText()).isEqualTo("x");
    }

    @Test
    void aKeyedItemIsKnownByItsKeysAndTheirDefaults() {
        var live = apply(fresh(), "one", "{ports: [{port: 80, protocol: TCP, name: web}]}");

        var named = apply(live, "one", "{ports: [{port: 80, name: http}, {port: 80, protocol: UDP}]}");

        assertThat(named.at("/spec/ports")).hasSize(2);
        assertThat(named.at("/spec/ports/0/name").asText()).isEqualTo("http");
    }

    @Test
    void anItemGoesWithItsOnlyOwnerAndStaysBareForTheOther() {
        var live = apply(fresh(), "one", "{ports: [{port: 80, name: web}, {port: 81}], set: [x, y]}");
        var both = apply(live, "other", "{ports: [{port: 80}], set: [y]}");

        var after = apply(both, "one", "{a: x}");

        assertThat(after.at("/spec/ports")).isEqualTo(node("[{port: 80}]"));
        assertThat(after.at("/spec/set")).isEqualTo(node("[y]"));
    }

    @Test
    void aStructThatLosesItsLastFieldGoes() {
        var live = apply(fresh(), "one", "{a: x, nested: {x: p, y: q}}");

        assertThat(apply(live, "one", "{a: x, nested: {x: p}}").at("/spec/nested"))
                .isEqualTo(node("{x: p}"));
        assertThat(apply(live, "one", "{a: x}").path("spec").has("nested")).isFalse();
    }

    @Test
    void whatNobodyOwnsStays() {
        var live = apply(fresh(), "one", "{a: x}");
        ((ObjectNode) live.get("spec")).put("b", "defaulted");

        assertThat(apply(live, "one", "{a: y}").at("/spec/b").asText()).isEqualTo("defaulted");
    }

    @Test
    void theLiveObjectIsNeverTouched() {
        var live = apply(fresh(), "one", "{a: x, ports: [{port: 80}], map: {k: v}}");
        var before = live.deepCopy();

        apply(live, "one", "{ports: [{port: 81}], map: {k: w}}");

        assertThat(live).isEqualTo(before);
    }

    @Test
    void anUpdateTakesWhatItChangesAndNobodyOwnsWhatIsGone() {
        var live = apply(fresh(), "one", "{a: x, b: y, map: {k: v}}");
        var next = object("{a: z, b: y}");
        next.set("metadata", live.get("metadata").deepCopy());

        ManagedFields.of(live)
                .afterUpdate(FieldOwner.updating("editor", ""), live, next, SCHEMA, "t/v1")
                .into(next);

        var entries = next.at("/metadata/managedFields");
        assertThat(entries).hasSize(2);
        assertThat(entries.at("/0/fieldsV1")).isEqualTo(node("{'f:spec': {'f:b': {}}}"));
        assertThat(entries.at("/1/fieldsV1")).isEqualTo(node("{'f:spec': {'f:a': {}}}"));
        assertThat(entries.at("/1/operation").asText()).isEqualTo("Update");
    }
}
