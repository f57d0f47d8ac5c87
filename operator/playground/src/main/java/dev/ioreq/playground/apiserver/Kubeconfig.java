package dev.ioreq.playground.apiserver;

import dev.ioreq.playground.certificates.Pem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.util.Base64;

/**
 * A kubeconfig with one cluster, one user and one context.
 *
 * @param context the name of all three
 * @param token the user's bearer token
 */
public record Kubeconfig(String context, String url, X509Certificate authority, String token) {
    /** The file's text. */
    public String text() {
        String ca = Base64.getEncoder().encodeToString(Pem.of(authority).getBytes(StandardCharsets.UTF_8));
        return """
                apiVersion: v1
                kind: Config
                clusters:
                - name: %1$s
                  cluster:
                    server: %2$s
                    certificate-authority-data: %3$s
                users:
                - name: %1$s
                  user:
                    token: %4$s
                contexts:
                - name: %1$s
                  context:
                    cluster: %1$s
                    user: %1$s
                    namespace: default
                current-context: %1$s
                """
                .formatted(context, url, ca, token);
    }

    /** Writes the file, readable by its owner only. */
    public void writeTo(Path file) throws IOException {
        if (Files.notExists(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(file, text(), StandardOpenOption.TRUNCATE_EXISTING);
    }
}
