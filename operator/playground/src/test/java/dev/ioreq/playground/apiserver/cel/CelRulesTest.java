package dev.ioreq.playground.apiserver.cel;

import static dev.ioreq.playground.apiserver.Server.node;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ioreq.playground.apiserver.schema.FieldError;
import dev.ioreq.playground.apiserver.schema.StructuralSchema;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CelRulesTest {
    private static final CelRules RULES = new CelRules();

    private static List<String> check(String schema, String value, String old) {
        return RULES.check(node(value), old == null ? null : node(old), StructuralSchema.read(node(schema))).stream()
                .map(FieldError::toString)
                .toList();
    }

    private static String withRule(String rule) {
        return """
                type: object
                x-kubernetes-validations: [%s]
                properties:
                  n: {type: integer}
                  d: {type: number}
                  s: {type: string}
                  when: {type: string, format: date-time}
                  lasts: {type: string, format: duration}
                  list: {type: array, items: {type: integer}}
                  namespace: {type: string}
                  with-dash: {type: string}
                  none: {type: string, nullable: true}
                """
                .formatted(rule);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "self.n < 4",
                "self.n + 1 == 4",
                "self.d == 2.0 && self.n < 3.5",
                "has(self.s) && !has(self.gone)",
                "self.list.all(i, i > 0) && self.list.exists(i, i == 2)",
                "self.list.isSorted() && self.list.sum() == 6 && self.list.max() == 3 && self.list.min() == 1",
                "self.list.indexOf(2) == 1 && self.list.map(i, i * 2) == [2, 4, 6]",
                "self.s.matches('^[a-z0-9-]+$') && self.s.find('[0-9]+') == '42' && self.s.findAll('[a-z]').size() == 6",
                "self.s.split('-').size() == 2 && self.s.lowerAscii() == self.s && self.s.startsWith('answer')",
                "self.s.replace('-', '_') == 'answer_42' && int(self.s.substring(7)) == 42",
                "self.when > timestamp('2020-01-01T00:00:00Z') && self.lasts == duration('90s')",
                "self.__namespace__ == 'n' && self.with__dash__dash == 'w'",
                "isURL('https://h:8/p') && url('https://h:8/p').getPort() == '8' && url('https://h:8/p').getHostname() == 'h'",
                "sets.contains(self.list, [1, 2])",
                "self.?gone.orValue('x') == 'x'",
                "self.none == null"
            })
    void kubernetesCelIsUnderstood(String rule) {
        String value =
                "{n: 3, d: 2.0, s: answer-42, when: '2024-01-01T00:00:00Z', lasts: 1m30s, list: [1, 2, 3], namespace: n, with-dash: w, none: null}";

        assertThat(check(withRule("{rule: \"" + rule + "\"}"), value, null)).isEmpty();
    }

    @Test
    void aRuleMayMakeItsMessagePlaceItAndNameItsReason() {
        assertThat(check(withRule("{rule: 'self.n < 3', message: fixed}"), "{n: 3}", null))
                .containsExactly("<nil>: Invalid value: fixed");
        assertThat(check(
                        withRule("{rule: 'self.n < 3', message: fixed, messageExpression: \"'n is ' + string(self.n)\","
                                + " fieldPath: .n, reason: FieldValueForbidden}"),
                        "{n: 3}",
                        null))
                .containsExactly("n: Forbidden: n is 3");
        assertThat(check(withRule("{rule: 'self.n < 3'}"), "{n: 3}", null))
                .containsExactly("<nil>: Invalid value: failed rule: self.n < 3");
    }

    @Test
    void aRuleThatCannotBeEvaluatedRefuses() {
        assertThat(check(withRule("{rule: 'self.gone == 1'}"), "{n: 3}", null))
                .singleElement()
                .asString()
                .contains("evaluating rule: self.gone == 1");
    }

    @Test
    void aRuleAboutAChangeIsJudgedOnlyWhereThereWasSomething() {
        String schema =
                "{type: object, properties: {a: {type: string, x-kubernetes-validations: [{rule: self == oldSelf}]}}}";

        assertThat(check(schema, "{a: x}", null)).isEmpty();
        assertThat(check(schema, "{a: x}", "{}")).isEmpty();
        assertThat(check(schema, "{a: x}", "{a: y}")).hasSize(1);
    }

    @Test
    void anOptionalOldValueIsAskedForEvenInANewObject() {
        String rule = "{rule: 'oldSelf.hasValue() || self.n == 0', optionalOldSelf: true}";

        assertThat(check(withRule(rule), "{n: 3}", null)).hasSize(1);
        assertThat(check(withRule(rule), "{n: 3}", "{n: 2}")).isEmpty();
    }

    @Test
    void rulesHoldBelowKeyedListsAndMaps() {
        String schema =
                """
                type: object
                properties:
                  list:
                    type: array
                    x-kubernetes-list-type: map
                    x-kubernetes-list-map-keys: [k]
                    items:
                      type: object
                      properties:
                        k: {type: string}
                        v: {type: integer, x-kubernetes-validations: [{rule: self >= oldSelf, message: only up}]}
                  map: {type: object, additionalProperties: {type: integer, x-kubernetes-validations: [{rule: self > 0, message: positive}]}}
                """;

        assertThat(check(schema, "{list: [{k: b, v: 1}, {k: a, v: 1}], map: {x: 0}}", "{list: [{k: a, v: 2}]}"))
                .containsExactly("list[1].v: Invalid value: 1: only up", "map[x]: Invalid value: 0: positive");
    }

    @Test
    void whatDoesNotCompileIsTold() {
        assertThat(RULES.compileErrors(StructuralSchema.read(node(withRule("{rule: 'self.n <'}")))))
                .hasSize(1);
    }
}
