package dev.ioreq.playground.apiserver.selector;

import static dev.ioreq.playground.apiserver.Server.node;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ioreq.playground.apiserver.builtin.BuiltinTypes;
import dev.ioreq.playground.apiserver.builtin.ModelSchemas;
import dev.ioreq.playground.apiserver.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelectorTest {
    private static final JsonNode POD =
            node("{metadata: {name: p, labels: {app: web, tier: front, empty: ''}}, spec: {nodeName: xen-1}}");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "app",
                "app=web",
                "app==web,tier=front",
                "app!=db",
                "gone!=x",
                "!gone",
                "app in (web, db)",
                "app notin (db),tier",
                "gone notin (x)",
                "empty=",
                "app in (web),tier in (front,back)"
            })
    void labelsMatch(String selector) {
        assertThat(LabelSelector.parse(selector).test(POD)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gone",
                "app=db",
                "app!=web",
                "!app",
                "app in (db)",
                "app notin (web)",
                "gone in (x)",
                "app=web,gone"
            })
    void labelsDoNotMatch(String selector) {
        assertThat(LabelSelector.parse(selector).test(POD)).isFalse();
    }

    @Test
    void nonsenseIsRefused() {
        assertThatThrownBy(() -> LabelSelector.parse("a b c")).hasMessageContaining("unable to parse requirement");
        assertThatThrownBy(() -> FieldSelector.parse("spec.nodeName", pods())).hasMessageContaining("can't understand");
        assertThatThrownBy(() -> FieldSelector.parse("spec.hostname=x", pods()))
                .hasMessage("field label not supported: spec.hostname");
    }

    @Test
    void fieldsMatchByEqualityOnly() {
        assertThat(FieldSelector.parse("spec.nodeName=xen-1,metadata.name!=q", pods())
                        .test(POD))
                .isTrue();
        assertThat(FieldSelector.parse("spec.nodeName!=xen-1", pods()).test(POD))
                .isFalse();
        assertThat(FieldSelector.parse("status.phase=", pods()).test(POD)).isTrue();
    }

    private static ResourceType pods() {
        return BuiltinTypes.all(new ModelSchemas()).stream()
                .filter(type -> type.kind().equals("Pod"))
                .findFirst()
                .orElseThrow();
    }
}
