package dev.ioreq.crds.validation;

import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntime.Program;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The standard CEL language, no extensions: what our rules may use on every API server that has CEL at all. */
final class Cel {

    private static final CelCompiler COMPILER = CelCompilerFactory.standardCelCompilerBuilder()
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addVar("self", SimpleType.DYN)
            .addVar("oldSelf", SimpleType.DYN)
            .build();
    private static final CelRuntime RUNTIME =
            CelRuntimeFactory.standardCelRuntimeBuilder().build();
    private static final Map<String, Program> PROGRAMS = new ConcurrentHashMap<>();

    private Cel() {}

    static Object evaluate(String expression, Map<String, ?> variables) {
        try {
            return PROGRAMS.computeIfAbsent(expression, Cel::compile).eval(variables);
        } catch (CelEvaluationException e) {
            throw new IllegalStateException("rule cannot be evaluated: " + expression, e);
        }
    }

    private static Program compile(String expression) {
        try {
            return RUNTIME.createProgram(COMPILER.compile(expression).getAst());
        } catch (CelValidationException | CelEvaluationException e) {
            throw new IllegalStateException("rule does not compile: " + expression, e);
        }
    }
}
