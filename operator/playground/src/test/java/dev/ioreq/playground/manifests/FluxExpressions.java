package dev.ioreq.playground.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.ioreq.playground.apiserver.json.Json;
import java.util.Map;

/**
 * Flux's side of a kind's {@code healthCheckExprs}: {@code inProgress}, then {@code failed}, then {@code current}, the first that
 * holds; none of them means in progress.
 */
record FluxExpressions(JsonNode expressions) {
    private static final CelCompiler COMPILER = CelCompilerFactory.standardCelCompilerBuilder()
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addVar("metadata", SimpleType.DYN)
            .addVar("status", SimpleType.DYN)
            .build();
    private static final CelRuntime RUNTIME =
            CelRuntimeFactory.standardCelRuntimeBuilder().build();

    /** Those for a kind in the shipped Kustomization of servers. */
    static FluxExpressions shippedFor(String kind) {
        ObjectNode kustomization = Manifests.documents(Manifests.ROOT.resolve("gitops/flux/servers.yaml"))
                .get(0);
        for (JsonNode expressions : kustomization.at("/spec/healthCheckExprs")) {
            if (expressions.path("kind").asText().equals(kind)) {
                return new FluxExpressions(expressions);
            }
        }
        throw new AssertionError("gitops/flux/servers.yaml has no healthCheckExprs for " + kind);
    }

    Kstatus of(JsonNode resource) throws CelValidationException, CelEvaluationException {
        if (holds("inProgress", resource)) {
            return Kstatus.InProgress;
        }
        if (holds("failed", resource)) {
            return Kstatus.Failed;
        }
        return holds("current", resource) ? Kstatus.Current : Kstatus.InProgress;
    }

    private boolean holds(String which, JsonNode resource) throws CelValidationException, CelEvaluationException {
        var compiled = COMPILER.compile(expressions.path(which).asText()).getAst();
        Map<String, Object> plain = Json.plain((ObjectNode) Json.canonical(resource));
        return (Boolean) RUNTIME.createProgram(compiled)
                .eval(Map.of("metadata", plain.get("metadata"), "status", plain.get("status")));
    }
}
