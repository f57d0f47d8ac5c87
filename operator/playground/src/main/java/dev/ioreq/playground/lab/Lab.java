package dev.ioreq.playground.lab;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The lab's dom0, as root, by ssh.
 *
 * @param sshConfig a configuration of ssh(1) in which the host {@code dom0} is meant; {@code native-agent/lab/xen} writes it
 */
public record Lab(Path sshConfig) {
    /** The system property with that file. Where it is set the first node of every stage is real. */
    public static final String PROPERTY = "ioreq.lab.ssh";

    /** Where the lab has put the agent and the emulator. */
    static final Path PAYLOAD = Path.of("/lab/payload");

    private static final String HOST = "dom0";

    /**
     * The lab of this run; empty when none is asked for.
     *
     * @throws IllegalStateException when one is asked for and cannot be reached: nothing is simulated in its place
     */
    public static Optional<Lab> ofThisRun() throws InterruptedException {
        String config = System.getProperty(PROPERTY);
        if (config == null || config.isEmpty()) {
            return Optional.empty();
        }
        var lab = new Lab(Path.of(config));
        try {
            lab.run("test -x " + PAYLOAD + "/lab/hold");
        } catch (IOException e) {
            throw new IllegalStateException(
                    PROPERTY + "=" + config + ": the lab does not answer, or has no " + PAYLOAD
                            + "/lab/hold; start it by `native-agent/lab/xen test scenarios`: " + e.getMessage(),
                    e);
        }
        return Optional.of(lab);
    }

    /**
     * Has dom0's shell run a script.
     *
     * @return what it wrote to its standard output
     * @throws IOException when it cannot be run, or ends with another status than 0; with what it said
     */
    public String run(String script) throws IOException, InterruptedException {
        return run(script, InputStream.nullInputStream());
    }

    /** Has dom0 keep this content in a file. */
    public void write(Path file, byte[] content) throws IOException, InterruptedException {
        run("cat >" + quoted(file), new java.io.ByteArrayInputStream(content));
    }

    /** Brings a file of this machine to dom0. */
    public void bring(Path from, Path to) throws IOException, InterruptedException {
        try (InputStream content = Files.newInputStream(from)) {
            run("cat >" + quoted(to), content);
        }
    }

    private String run(String script, InputStream input) throws IOException, InterruptedException {
        Process ssh = new ProcessBuilder(ssh(List.of(), script)).start();
        var errors = CompletableFuture.supplyAsync(() -> text(ssh.getErrorStream()));
        var feed = CompletableFuture.runAsync(() -> feed(input, ssh));
        String output = text(ssh.getInputStream());
        int status = ssh.waitFor();
        feed.join();
        if (status != 0) {
            throw new IOException("dom0: `%s` ended with status %d: %s"
                    .formatted(
                            script.lines().findFirst().orElse(""),
                            status,
                            errors.join().trim()));
        }
        return output;
    }

    /** A standard input that nobody reads to its end is no error: the command's status says whether all was well. */
    private static void feed(InputStream input, Process ssh) {
        try (var to = ssh.getOutputStream()) {
            input.transferTo(to);
        } catch (IOException notWanted) {
            return;
        }
    }

    private static String text(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "(" + e.getMessage() + ")";
        }
    }

    /** A command line of ssh(1) that runs a script in dom0, or none. */
    List<String> ssh(List<String> options, String... script) {
        var words = new ArrayList<>(List.of("ssh", "-F", sshConfig.toString()));
        words.addAll(options);
        words.add(HOST);
        words.addAll(List.of(script));
        return words;
    }

    /** As one word of dom0's shell. */
    static String quoted(Object word) {
        return "'" + word.toString().replace("'", "'\\''") + "'";
    }
}
