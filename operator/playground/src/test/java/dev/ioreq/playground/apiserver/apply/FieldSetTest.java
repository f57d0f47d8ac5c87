package dev.ioreq.playground.apiserver.apply;

import static dev.ioreq.playground.apiserver.Server.node;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FieldSetTest {
    private static final String FIELDS =
            "{'f:spec': {'f:a': {}, 'f:list': {'k:{\"name\":\"x\"}': {'.': {}, 'f:b': {}}, 'v:1': {}}}}";

    private static FieldSet fields(String yaml) {
        return FieldSet.read(node(yaml));
    }

    @Test
    void whatIsReadIsWrittenTheSame() {
        assertThat(fields(FIELDS).write()).isEqualTo(node(FIELDS));
    }

    @Test
    void pathsReadAsInConflicts() {
        assertThat(fields(FIELDS).paths())
                .containsExactly(".spec.a", ".spec.list[name=\"x\"]", ".spec.list[name=\"x\"].b", ".spec.list[=1]");
    }

    @Test
    void setsAddUpTakeAwayAndMeet() {
        var one = fields("{'f:a': {}, 'f:b': {'f:c': {}}}");
        var other = fields("{'f:b': {'f:c': {}, 'f:d': {}}}");

        assertThat(one.union(other)).isEqualTo(fields("{'f:a': {}, 'f:b': {'f:c': {}, 'f:d': {}}}"));
        assertThat(one.minus(other)).isEqualTo(fields("{'f:a': {}}"));
        assertThat(one.intersect(other)).isEqualTo(fields("{'f:b': {'f:c': {}}}"));
        assertThat(one.minus(one).isEmpty()).isTrue();
    }
}
