package dev.ioreq.agent.lab;

import dev.ioreq.agent.tls.TestCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes certificates for the agent of {@code node-1} and for an operator into a directory: {@code DIRECTORY}. */
public final class CertificatesMain {

    private CertificatesMain() {}

    public static void main(String... arguments) throws IOException {
        Path directory = Files.createDirectories(Path.of(arguments[0]));
        TestCertificates certificates = TestCertificates.shared();
        Files.copy(certificates.authority(), directory.resolve("ca.crt"));
        for (String name : new String[] {"agent", "operator"}) {
            Files.copy(certificates.certificate(name), directory.resolve(name + ".crt"));
            Files.copy(certificates.key(name), directory.resolve(name + ".key"));
        }
    }
}
