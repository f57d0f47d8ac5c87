package dev.ioreq.playground.apiserver.story;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;

/**
 * A real API server that somebody else started: this leaves its namespaces and the CRD behind. Not every real server can tell
 * everything: leave out by tag ({@code -DexcludedGroups}) what an old one or one without built-in resources cannot.
 */
final class RealStage {
    /** Names the environment variable with the path of its kubeconfig. */
    static final String KUBECONFIG = "IOREQ_STORY_KUBECONFIG";

    /** Locks it: the stories on it declare the same types and count what there is, so that one is told after the other. */
    static final String LOCK = "the real API server";

    /** Tags what Kubernetes answers like this since 1.31 or earlier, but not yet in 1.20. */
    static final String SINCE_1_31 = "since-1.31";
    /** Tags what needs namespaces, config maps, leases. */
    static final String BUILT_IN = "built-in-resources";

    private RealStage() {}

    static ApiStage open() throws IOException {
        var config = Config.fromKubeconfig(Files.readString(Path.of(System.getenv(KUBECONFIG))));
        return new ApiStage(config, ssl(config), () -> {});
    }

    private static SSLContext ssl(Config config) throws IOException {
        try {
            return SSLUtils.sslContext(config);
        } catch (GeneralSecurityException e) {
            throw new IOException("no TLS with what the kubeconfig in " + KUBECONFIG + " says", e);
        }
    }
}
