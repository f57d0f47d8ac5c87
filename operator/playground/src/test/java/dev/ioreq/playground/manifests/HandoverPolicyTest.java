package dev.ioreq.playground.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelRuntimeFactory;
import dev.ioreq.playground.apiserver.Server;
import dev.ioreq.playground.apiserver.json.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The admission policy refuses whoever makes a pod with a handover and is not the operator. */
class HandoverPolicyTest {
    private static final String OPERATOR = "system:serviceaccount:ioreq-system:ioreq-operator";
    private static final CelCompiler COMPILER = CelCompilerFactory.standardCelCompilerBuilder()
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addVar("object", SimpleType.DYN)
            .addVar("request", SimpleType.DYN)
            .build();

    private final ObjectNode policy = Manifests.documents(
                    Manifests.ROOT.resolve("components/admission/handover-policy.yaml"))
            .get(0);

    @Test
    void theOperatorMakesPodsWithAHandover() throws Exception {
        assertThat(admits(OPERATOR, "volumes: [{name: handover, csi: {driver: handover.ioreq.dev}}]"))
                .isTrue();
    }

    @Test
    void nobodyElseDoes() throws Exception {
        assertThat(admits("jane", "volumes: [{name: a, emptyDir: {}}, {name: b, csi: {driver: handover.ioreq.dev}}]"))
                .isFalse();
        assertThat(admits(
                        "system:serviceaccount:demo:ioreq-operator", "volumes: [{csi: {driver: handover.ioreq.dev}}]"))
                .isFalse();
    }

    @Test
    void allOtherPodsAreNoneOfItsBusiness() throws Exception {
        assertThat(admits("jane", "containers: []")).isTrue();
        assertThat(admits("jane", "volumes: [{name: a, emptyDir: {}}, {name: b, csi: {driver: other.example.org}}]"))
                .isTrue();
    }

    private boolean admits(String user, String spec) throws Exception {
        var variables = Map.of(
                "object", Json.plain(Server.yaml("spec: {" + spec + "}")),
                "request", Json.plain(Server.yaml("userInfo: {username: '" + user + "'}")));
        boolean matches = eval(policy.at("/spec/matchConditions/0/expression").asText(), variables);
        return !matches || eval(policy.at("/spec/validations/0/expression").asText(), variables);
    }

    private static boolean eval(String expression, Map<String, ?> variables) throws Exception {
        var program = CelRuntimeFactory.standardCelRuntimeBuilder()
                .build()
                .createProgram(COMPILER.compile(expression).getAst());
        return (Boolean) program.eval(variables);
    }
}
