package dev.ioreq.playground.apiserver.cel;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.OptionalType;
import dev.cel.common.types.SimpleType;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Compiled expressions over {@code self} and {@code oldSelf}. */
final class CelPrograms {
    private final Cel plain = environment(false);
    private final Cel withOptionalOldSelf = environment(true);
    private final ConcurrentMap<String, CelRuntime.Program> programs = new ConcurrentHashMap<>();

    private static Cel environment(boolean optionalOldSelf) {
        var options = CelOptions.current()
                .enableHeterogeneousNumericComparisons(true)
                .evaluateCanonicalTypesToNativeValues(true)
                .build();
        var builder = CelFactory.standardCelBuilder()
                .setOptions(options)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addVar("self", SimpleType.DYN)
                .addVar("oldSelf", optionalOldSelf ? OptionalType.create(SimpleType.DYN) : SimpleType.DYN)
                .addCompilerLibraries(CelExtensions.strings(), CelExtensions.sets(options), CelExtensions.optional())
                .addRuntimeLibraries(CelExtensions.strings(), CelExtensions.sets(options), CelExtensions.optional());
        return KubernetesFunctions.addTo(builder).build();
    }

    /**
     * The program of an expression, compiled once.
     *
     * @throws IllegalArgumentException with the compiler's message when it is no CEL
     */
    CelRuntime.Program of(String expression, boolean optionalOldSelf) {
        return programs.computeIfAbsent(
                optionalOldSelf + expression,
                unseen -> compile(expression, optionalOldSelf ? withOptionalOldSelf : plain));
    }

    private static CelRuntime.Program compile(String expression, Cel cel) {
        try {
            return cel.createProgram(cel.compile(expression).getAst());
        } catch (CelValidationException | CelEvaluationException e) {
            throw new IllegalArgumentException("compilation failed: " + e.getMessage(), e);
        }
    }
}
