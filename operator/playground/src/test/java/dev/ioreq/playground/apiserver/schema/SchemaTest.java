package dev.ioreq.playground.apiserver.schema;

import static dev.ioreq.playground.apiserver.Server.node;
import static dev.ioreq.playground.apiserver.Server.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaTest {
    private static StructuralSchema schema(String yaml) {
        return StructuralSchema.read(node(yaml));
    }

    private static List<String> errors(String schema, String value, String old) {
        return SchemaValidator.validate(node(value), old == null ? null : node(old), schema(schema), FieldPath.ROOT)
                .stream()
                .map(FieldError::toString)
                .toList();
    }

    @ParameterizedTest(name = "{0} refuses {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{type: integer, minimum: 1}|0|Invalid value: 0: v in body should be greater than or equal to 1",
                "{type: integer, maximum: 5, exclusiveMaximum: true}|5|Invalid value: 5: v in body should be less than 5",
                "{type: number, multipleOf: 0.5}|0.7|Invalid value: 0.7: v in body should be a multiple of 0.5",
                "{type: integer}|1.5|Invalid value: \"number\": v in body must be of type integer: \"number\"",
                "{type: string, minLength: 2}|x|Invalid value: \"x\": v in body should be at least 2 chars long",
                "{type: string, maxLength: 2}|xyz|Too long: may not be more than 2 bytes",
                "{type: string, pattern: '^a+$'}|ab|Invalid value: \"ab\": v in body should match '^a+$'",
                "{type: string, format: uuid}|ab|Invalid value: \"ab\": v in body must be of type uuid: \"ab\"",
                "{type: string, format: date-time}|yesterday|Invalid value: \"yesterday\": v in body must be of type date-time: \"yesterday\"",
                "{type: array, items: {type: string}, maxItems: 1}|[a, b]|Too many: 2: must have at most 1 items",
                "{type: array, items: {type: string}, minItems: 1}|[]|Invalid value: 0: v in body should have at least 1 items",
                "{type: object, required: [a]}|{}|Required value",
                "{type: object, additionalProperties: {type: string}, maxProperties: 1}|{a: b, c: d}|Too many: 2: must have at most 1 items",
                "{x-kubernetes-int-or-string: true}|true|Invalid value: \"boolean\": v in body must be of type integer,string: \"boolean\"",
                "{type: string, nullable: false}|null|Invalid value: \"null\": v in body must be of type string: \"null\"",
                "{type: integer, oneOf: [{minimum: 1}, {minimum: 2}]}|3|Invalid value: 3: v must validate one and only one schema (oneOf)",
                "{type: integer, not: {minimum: 2}}|3|Invalid value: 3: v must not validate the schema (not)"
            })
    void aBrokenConstraintReadsAsOnACluster(String rule, String value, String message) {
        var errors = errors("{type: object, properties: {v: %s}}".formatted(rule), "{v: %s}".formatted(value), null);

        assertThat(errors).singleElement().asString().startsWith("v").endsWith(": " + message);
    }

    @Test
    void whatWasWrongBeforeAndDidNotChangeIsLetBe() {
        String schema = "{type: object, properties: {a: {type: integer, maximum: 1}, b: {type: integer, maximum: 1}}}";

        assertThat(errors(schema, "{a: 5, b: 1}", "{a: 5, b: 0}")).isEmpty();
        assertThat(errors(schema, "{a: 6, b: 1}", "{a: 5, b: 0}")).hasSize(1);
    }

    @Test
    void itemsOfKeyedListsAreComparedWithTheirFormerSelves() {
        String schema =
                "{type: array, x-kubernetes-list-type: map, x-kubernetes-list-map-keys: [n], items: {type: object,"
                        + " properties: {n: {type: string}, v: {type: integer, maximum: 1}}}}";

        assertThat(errors(schema, "[{n: new, v: 0}, {n: old, v: 9}]", "[{n: old, v: 9}]"))
                .isEmpty();
        assertThat(errors(schema, "[{n: a}, {n: a}]", null)).containsExactly("[1]: Duplicate value: {\"n\":\"a\"}");
    }

    @Test
    void pruningKeepsWhatIsDeclaredAndNamesTheRest() {
        var object =
                yaml("{a: 1, b: {x: 1, y: 2}, free: {z: 1}, map: {k: {x: 1, q: 2}}, list: [{x: 1, q: 2}], c: null}");
        var dropped = Pruner.prune(
                object,
                schema(
                        """
                        type: object
                        properties:
                          b: {type: object, properties: {x: {type: integer}}}
                          free: {type: object, x-kubernetes-preserve-unknown-fields: true}
                          map: {type: object, additionalProperties: {type: object, properties: {x: {type: integer}}}}
                          list: {type: array, items: {type: object, properties: {x: {type: integer}}}}
                          c: {type: string}
                        """));

        assertThat(object).isEqualTo(node("{b: {x: 1}, free: {z: 1}, map: {k: {x: 1}}, list: [{x: 1}]}"));
        assertThat(dropped).extracting(FieldPath::toString).containsExactly("a", "b.y", "map.k.q", "list[0].q");
    }

    @Test
    void defaultsFillFromTheOutsideIn() {
        var object = yaml("{list: [{}], kept: {v: 2}}");
        Defaulter.fill(
                object,
                schema(
                        """
                        type: object
                        properties:
                          outer: {type: object, default: {}, properties: {inner: {type: integer, default: 3}}}
                          absent: {type: object, properties: {inner: {type: integer, default: 3}}}
                          kept: {type: object, properties: {v: {type: integer, default: 1}}}
                          list: {type: array, items: {type: object, properties: {v: {type: string, default: d}}}}
                        """));

        assertThat(object).isEqualTo(node("{list: [{v: d}], kept: {v: 2}, outer: {inner: 3}}"));
    }
}
