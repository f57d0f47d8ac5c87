package dev.ioreq.playground.apiserver.table;

import static dev.ioreq.playground.apiserver.Server.node;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ioreq.playground.apiserver.json.JsonPath;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableTest {
    private static final JsonNode OBJECT = node(
            """
            spec: {a: 1, 'dotted.name': d, list: [{n: x, v: 1}, {n: y, v: 2}]}
            status: {conditions: [{type: Ready, status: 'True'}, {type: Other, status: 'False'}]}
            """);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ".spec.a|1",
                "$.spec.a|1",
                "{.spec.a}|1",
                ".spec['dotted.name']|d",
                ".spec.dotted\\.name|d",
                ".spec.list[0].n|x",
                ".spec.list[-1].n|y",
                ".spec.list[*].v|1 2",
                ".status.conditions[?(@.type==\"Ready\")].status|True",
                ".status.conditions[?(@.type!=\"Ready\")].status|False",
                ".spec.gone.deeper|''"
            })
    void pathsFindWhatTheyName(String path, String found) {
        assertThat(String.join(
                        " ",
                        JsonPath.parse(path).find(OBJECT).stream()
                                .map(JsonNode::asText)
                                .toList()))
                .isEqualTo(found);
    }

    @Test
    void aPathThatCannotBeReadSaysWhere() {
        assertThatThrownBy(() -> JsonPath.parse(".spec[?(nonsense)]"))
                .hasMessage("JSONPath .spec[?(nonsense)]: cannot read [?(nonsense)]");
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S,0s",
        "PT119S,119s",
        "PT2M,2m",
        "PT2M5S,2m5s",
        "PT10M5S,10m",
        "PT179M,179m",
        "PT3H,3h",
        "PT3H7M,3h7m",
        "PT9H7M,9h",
        "P2D,2d",
        "P2DT3H,2d3h",
        "P9DT3H,9d",
        "P800D,2y70d",
        "P3000D,8y",
        "PT-5S,<invalid>"
    })
    void agesReadAsKubectlWritesThem(Duration age, String text) {
        assertThat(Ages.human(age)).isEqualTo(text);
    }

    @Test
    void aPodThatCrashesSaysSo() {
        var now = Instant.parse("2026-01-01T00:10:00Z");
        var columns = PodColumns.columns(new Ages(Clock.fixed(now, ZoneOffset.UTC)));
        var pod = node(
                """
                metadata: {creationTimestamp: '2026-01-01T00:00:00Z'}
                spec: {containers: [{name: c}], nodeName: xen-1}
                status:
                  phase: Running
                  containerStatuses:
                  - {ready: false, restartCount: 3, state: {waiting: {reason: CrashLoopBackOff}},
                     lastState: {terminated: {finishedAt: '2026-01-01T00:09:00Z'}}}
                """);

        assertThat(columns.stream()
                        .map(column -> column.cell().apply(pod).asText())
                        .limit(6)
                        .toList())
                .isEqualTo(List.of("0/1", "CrashLoopBackOff", "3 (60s ago)", "10m", "<none>", "xen-1"));
    }
}
