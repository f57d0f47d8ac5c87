package dev.ioreq.playground.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The kubectl on this machine's path, for what a person would type.
 *
 * @param kubeconfig the cluster it speaks to
 * @param home where it keeps what it remembers, and their output goes
 * @param directory where commands run
 */
record Kubectl(Path kubeconfig, Path home, Path directory) {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    /**
     * What a command came to.
     *
     * @param status its exit status
     * @param output of both kinds
     */
    record Result(int status, String output) {
        /** The output of a command that must have succeeded. */
        String ok() {
            assertThat(status).as(output).isZero();
            return output;
        }
    }

    /**
     * Scenarios that show what people type need the tools people have: in CI they must be there, elsewhere those scenarios are left
     * out, and say so.
     */
    static void mustBeInstalled() {
        for (String tool : new String[] {"kubectl", "git", "bash"}) {
            boolean there = Arrays.stream(System.getenv("PATH").split(":"))
                    .anyMatch(entry -> Files.isExecutable(Path.of(entry, tool)));
            String message =
                    tool + " is not on the PATH: the documented commands cannot be run. Install it (kubectl 1.28"
                            + " or newer), or leave these scenarios out";
            if (!there && System.getenv("CI") != null) {
                fail(message);
            }
            assumeTrue(there, message);
        }
    }

    /** Runs {@code kubectl} with these words. */
    Result run(String... words) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add("kubectl");
        command.addAll(List.of(words));
        return run(command);
    }

    /** Runs a line, or several, of shell; the first that fails ends it. */
    Result shell(String lines) throws IOException, InterruptedException {
        return run(List.of("bash", "-euo", "pipefail", "-c", lines));
    }

    private Result run(List<String> command) throws IOException, InterruptedException {
        Path said = Files.createTempFile(home, "said", "");
        var builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        builder.environment().put("KUBECONFIG", kubeconfig.toString());
        builder.environment().put("HOME", home.toString());
        builder.environment().put("GIT_CONFIG_NOSYSTEM", "1");
        for (String who : new String[] {"AUTHOR", "COMMITTER"}) {
            builder.environment().put("GIT_" + who + "_NAME", "scenario");
            builder.environment().put("GIT_" + who + "_EMAIL", "scenario@example.org");
        }
        Process process = builder.start();
        process.getOutputStream().close();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
            fail(command + " does not end; it said: " + Files.readString(said));
        }
        return new Result(process.exitValue(), Files.readString(said, StandardCharsets.UTF_8));
    }
}
