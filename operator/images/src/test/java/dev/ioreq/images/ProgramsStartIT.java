package dev.ioreq.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each program, started in its image's root and as its image's user, with nothing else around it: as a container, but without a container
 * runtime. Needs root, as mounting and chroot do.
 */
class ProgramsStartIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path directory;

    private Process process;

    @AfterEach
    void end() throws InterruptedException {
        if (process != null) {
            process.destroy();
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        }
    }

    @Test
    void anEmulatorWaitsForItsAgent() throws IOException {
        Path output = start("emulator", Map.of(), "--device", "console=uart16550");

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(output)
                .content()
                .contains("/run/ioreq/handover.sock: no agent listens there yet; trying again"));
        assertThat(process.isAlive()).isTrue();
    }

    @Test
    void anAgentWithoutItsSimulatedHypervisorSaysSo() throws IOException, InterruptedException {
        Path output = start(
                "agent",
                agent(Map.of(
                        "IOREQ_AGENT_HYPERVISOR", "simulated", "IOREQ_AGENT_SIMULATED_SOCKET", "/run/nobody.sock")));

        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(output)
                .content()
                .contains("ioreq.agent.simulated.socket=/run/nobody.sock does not exist")
                .doesNotContain("\tat ");
        assertThat(process.exitValue()).isEqualTo(78);
    }

    @Test
    void anAgentOnAMachineWithoutXenSaysSo() throws IOException, InterruptedException {
        Path output = start("agent", agent(Map.of("IOREQ_AGENT_HYPERVISOR", "xen")));

        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(output).content().contains("this machine does not run Xen").doesNotContain("\tat ");
        assertThat(process.exitValue()).isEqualTo(78);
    }

    @Test
    void anOperatorWithoutACertificateSaysSo() throws IOException, InterruptedException {
        Path output = start("operator", Map.of());

        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(output).content().contains("ioreq.operator.tls.certificate is required");
        assertThat(process.exitValue()).isEqualTo(1);
    }

    /** Which files it reads is not what these tests are about: it looks at the hypervisor before. */
    private static Map<String, String> agent(Map<String, String> environment) {
        var all = new HashMap<>(Map.of(
                "IOREQ_AGENT_NODE_NAME", "node",
                "IOREQ_AGENT_TLS_CERTIFICATE", "/etc/passwd",
                "IOREQ_AGENT_TLS_KEY", "/etc/passwd",
                "IOREQ_AGENT_TLS_CA", "/etc/passwd"));
        all.putAll(environment);
        return all;
    }

    /** Every library that is in the image finds every library that it needs there. */
    @Test
    void noLibraryIsMissing() throws IOException, InterruptedException {
        Architecture architecture = Architecture.ofThisJvm();
        for (Image image : ProjectImages.all()) {
            Path root = root(image);
            for (Path path : Trees.walk(root)) {
                String name = path.getFileName().toString();
                if (!name.matches(".*\\.so(\\.\\d+)?") || name.equals(architecture.loader())) {
                    continue;
                }
                String listed = Command.run(
                        directory,
                        "run this as root",
                        "chroot",
                        root.toString(),
                        "/" + architecture.loaderDirectory() + "/" + architecture.loader(),
                        "--library-path",
                        "/opt/java/lib/server:/opt/java/lib",
                        "--list",
                        "/" + root.relativize(path));
                assertThat(listed)
                        .as(image.name() + ": /" + root.relativize(path))
                        .doesNotContain("not found");
            }
        }
    }

    private Path root(Image image) throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path root = Files.createDirectories(directory.resolve(image.name()));
        UnpackedImage.read(ProjectImages.archive(image)).layOut(root);
        return root;
    }

    /** The image's entrypoint with these arguments; its output goes to the file. */
    private Path start(String name, Map<String, String> environment, String... arguments) throws IOException {
        Image image = ProjectImages.all().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
        Containerfile file = ProjectImages.containerfile(image);
        Path root = root(image);
        Files.createDirectories(root.resolve("proc"));
        Files.createDirectories(root.resolve("dev"));
        // Mounts of its own, which end with it, as a container has them.
        List<String> words = new ArrayList<>(List.of(
                "unshare",
                "--mount",
                "--pid",
                "--fork",
                "--kill-child",
                "/bin/sh",
                "-c",
                "/bin/mount -t proc proc \"$1/proc\" && /bin/mount --bind /dev \"$1/dev\" && "
                        + "user=$2 && root=$1 && shift 2 && exec /usr/sbin/chroot --userspec=\"$user\" \"$root\" \"$@\"",
                "sh",
                root.toString(),
                file.user()));
        words.addAll(file.entrypoint());
        words.set(
                words.size() - file.entrypoint().size(),
                "/opt/java/bin/" + file.entrypoint().get(0));
        words.addAll(List.of(arguments));
        Path output = directory.resolve("output");
        var builder = new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().clear();
        builder.environment().putAll(Map.of("PATH", "/usr/sbin:/usr/bin:/sbin:/bin"));
        builder.environment().putAll(environment);
        process = builder.start();
        return output;
    }
}
