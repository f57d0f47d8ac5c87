package dev.ioreq.hypervisor.conformance;

import dev.ioreq.hypervisor.DomainId;
import dev.ioreq.hypervisor.DomainType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The program xl, and what guests say on Xen's console. */
final class XlToolstack {

    /** Where the lab puts its guests. */
    private static final Path LAB = Path.of(System.getProperty("ioreq.lab", "/lab/payload/lab"));

    private static final int BIOS_BYTES = 65536;
    private static final Pattern SAID = Pattern.compile("\\(d(\\d+)\\) (.*)");
    private static final long PATIENCE_SECONDS = 120;

    private final List<String> console = new ArrayList<>();

    /** For example 4.17. */
    String version() {
        List<String> info = run("xl", "info");
        return value(info, "xen_major") + "." + value(info, "xen_minor");
    }

    /** Runs from the return on; a PV guest is only made, as its kernel does not matter. */
    DomainId start(GuestConfiguration guest) {
        try {
            Path directory = Files.createDirectories(Path.of("/run/lab"));
            Path line = directory.resolve(guest.name() + ".line");
            Files.write(line, Arrays.copyOf(guest.commandLine().getBytes(StandardCharsets.UTF_8), BIOS_BYTES));
            Path file = directory.resolve(guest.name() + ".cfg");
            Files.writeString(file, guest.text(LAB, linux(), line));
            run("xl", "-f", "create", "-q", "-e", "-p", file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        DomainId domain = new DomainId(
                Integer.parseInt(run("xl", "domid", guest.name()).get(0).strip()));
        if (guest.type() != DomainType.PV) {
            run("xl", "unpause", domain.toString());
        }
        return domain;
    }

    void destroy(DomainId domain) {
        run("xl", "destroy", domain.toString());
    }

    /** Not even a zombie is left. */
    boolean isGone(DomainId domain) {
        return state(domain).isEmpty();
    }

    /** Shut down, crashed, dying or gone. */
    boolean isStopped(DomainId domain) {
        String state = state(domain);
        return state.isEmpty() || state.matches(".*[scd].*");
    }

    /** The lines that a guest said. */
    List<String> console(DomainId domain) {
        // Cleared as it is read: the ring has an end, and reading it takes longer the fuller it is.
        console.addAll(run("xl", "dmesg", "-c"));
        return console.stream()
                .map(SAID::matcher)
                .filter(Matcher::find)
                .filter(said -> Integer.parseInt(said.group(1)) == domain.value())
                .map(said -> said.group(2))
                .toList();
    }

    /** The letters of xl list; empty if there is no such domain. */
    private String state(DomainId domain) {
        return run("xl", "list").stream()
                .map(line -> line.strip().split("\\s+"))
                .filter(columns -> columns.length >= 6 && columns[columns.length - 5].equals(domain.toString()))
                .map(columns -> columns[columns.length - 2])
                .findFirst()
                .orElse("");
    }

    private static Path linux() throws IOException {
        try (Stream<Path> boot = Files.list(Path.of("/boot"))) {
            return boot.filter(file -> file.getFileName().toString().startsWith("vmlinuz-"))
                    .max(Comparator.naturalOrder())
                    .orElseThrow(() -> new IOException("/boot has no Linux kernel for PV guests"));
        }
    }

    private static String value(List<String> info, String key) {
        return info.stream()
                .filter(line -> line.startsWith(key + " "))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("xl info says no " + key + ": " + info));
    }

    private static List<String> run(String... command) {
        try {
            Path output = Files.createTempFile("xl", ".txt");
            try {
                Process process = new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
                if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new IllegalStateException(String.join(" ", command) + " does not end: " + text(output));
                }
                if (process.exitValue() != 0) {
                    throw new IllegalStateException(
                            String.join(" ", command) + " ended with " + process.exitValue() + ": " + text(output));
                }
                return text(output).lines().toList();
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(String.join(" ", command) + " was interrupted", e);
        }
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }
}
