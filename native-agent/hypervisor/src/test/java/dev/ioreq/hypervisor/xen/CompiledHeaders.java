package dev.ioreq.hypervisor.xen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** C programs of src/test/c, compiled against the machine's headers of Xen. */
final class CompiledHeaders {

    private static final List<String> COMPILER = List.of("cc", "-std=gnu11", "-Wall", "-Wextra", "-Werror");
    private static final Path SOURCES = Path.of("src/test/c");

    private final Path program;

    private CompiledHeaders(Path program) {
        this.program = program;
    }

    /** Without a compiler or headers the calling test is left out, but where CI runs (variable CI), it fails. */
    static void requireHeaders() throws Exception {
        String lacking = lacking();
        if (lacking != null) {
            String message = "the layouts were not compared with Xen's headers: " + lacking;
            if (System.getenv("CI") != null) {
                fail(message);
            }
            // Whoever has neither a compiler nor Debian builds all the same; CI installs the headers and may not skip.
            assumeTrue(false, message);
        }
    }

    private static String lacking() throws Exception {
        List<String> command = new ArrayList<>(COMPILER);
        command.addAll(List.of("-E", "-include", "xendevicemodel.h", "-o", "/dev/null", "-x", "c", "/dev/null"));
        try {
            Output output = run(command);
            return output.exit == 0 ? null : "install the package libxen-dev. " + output.text;
        } catch (IOException e) {
            return "there is no C compiler (cc); install the packages gcc and libxen-dev";
        }
    }

    static CompiledHeaders program(Path directory, String source) throws Exception {
        Path program = directory.resolve("program");
        compile("-o", program.toString(), SOURCES.resolve(source).toString());
        return new CompiledHeaders(program);
    }

    /** Fails with what the compiler says. */
    static void compile(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(COMPILER);
        command.addAll(List.of(arguments));
        Output output = run(command);
        assertThat(output.exit).as(output.text).isZero();
    }

    /** The value at the end of each line, by what stands before it (a name, or an expression of C). */
    Map<String, String> facts() throws Exception {
        Map<String, String> facts = new LinkedHashMap<>();
        for (String line : output()) {
            int space = line.lastIndexOf(' ');
            facts.put(line.substring(0, space), line.substring(space + 1));
        }
        return facts;
    }

    List<String> output(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        Output output = run(command);
        assertThat(output.exit).as(output.text).isZero();
        return output.text.lines().toList();
    }

    private static Output run(List<String> command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Output(process.waitFor(), text);
    }

    private record Output(int exit, String text) {}
}
