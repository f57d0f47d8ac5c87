package dev.ioreq.playground.story;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Writes the files by which kubectl and the operator reach the API server. */
final class Kubeconfig {
    private Kubeconfig() {}

    /**
     * Writes one, readable by the owner only.
     *
     * @param server the API server's URL
     * @param authority the certificate that vouches for the server, PEM
     * @param token by which the server knows the user
     */
    static Path write(Path file, String server, Path authority, String user, String token) throws IOException {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(
                file,
                """
                apiVersion: v1
                kind: Config
                clusters:
                - name: playground
                  cluster: {server: "%s", certificate-authority: "%s"}
                users:
                - name: %s
                  user: {token: %s}
                contexts:
                - name: playground
                  context: {cluster: playground, user: %s, namespace: default}
                current-context: playground
                """
                        .formatted(server, authority, user, token, user));
    }
}
