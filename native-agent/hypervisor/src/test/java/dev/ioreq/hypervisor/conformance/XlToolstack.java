package dev.ioreq.hypervisor.conformance;

import dev.ioreq.hypervisor.DomainId;
import dev.ioreq.hypervisor.DomainType;
import java.io.BufferedReader;
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
import java.util.stream.Stream;

/** The program xl, and what guests say on Xen's console. Each start of a program takes a tenth of a second there. */
final class XlToolstack implements AutoCloseable {

    /** Where the lab puts its guests. */
    private static final Path LAB = Path.of(System.getProperty("ioreq.lab", "/lab/payload/lab"));

    private static final int BIOS_BYTES = 65536;
    private static final long PATIENCE_SECONDS = 120;

    private final Process console;
    private final List<String> said = new ArrayList<>();

    XlToolstack() {
        try {
            console = new ProcessBuilder(LAB.resolve("console").toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread listener = new Thread(this::listen, "console");
        listener.setDaemon(true);
        listener.start();
    }

    /** For example 4.17. */
    String version() {
        List<String> info = run("xl", "info");
        return value(info, "xen_major") + "." + value(info, "xen_minor");
    }

    /** Runs from the return on; a PV guest is only made, as its kernel does not matter. */
    void start(GuestConfiguration guest) {
        try {
            Path directory = Files.createDirectories(Path.of("/run/lab"));
            Path line = directory.resolve(guest.name() + ".line");
            Files.write(line, Arrays.copyOf(guest.commandLine().getBytes(StandardCharsets.UTF_8), BIOS_BYTES));
            Path file = directory.resolve(guest.name() + ".cfg");
            Files.writeString(file, guest.text(LAB, linux(), line));
            if (guest.type() == DomainType.PV) {
                run("xl", "-f", "create", "-q", "-e", "-p", file.toString());
            } else {
                run("xl", "-f", "create", "-q", "-e", file.toString());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void destroy(DomainId domain) {
        run("xl", "destroy", domain.toString());
    }

    /** Shut down, crashed, dying or gone. */
    boolean isStopped(DomainId domain) {
        String state = state(domain);
        return state.isEmpty() || state.matches(".*[scd].*");
    }

    /** The lines that a guest said, as far as they have come here. */
    List<String> console(DomainId domain) {
        if (!console.isAlive()) {
            throw new IllegalStateException("the program that follows Xen's console ended: " + console);
        }
        String mark = "(d" + domain + ") ";
        synchronized (said) {
            return said.stream()
                    .filter(line -> line.contains(mark))
                    .map(line -> line.substring(line.indexOf(mark) + mark.length()))
                    .toList();
        }
    }

    private void listen() {
        try (BufferedReader lines = console.inputReader(StandardCharsets.ISO_8859_1)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                synchronized (said) {
                    said.add(line);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Xen's console cannot be followed", e);
        }
    }

    @Override
    public void close() {
        console.destroy();
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
