package dev.ioreq.playground.launch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The real operator, with its configuration for the playground.
 *
 * @param program what java(1) is to be told of it
 * @param tls the operator's side towards the agents
 * @param kubeconfig how it reaches the API server, and as whom
 * @param identity under which it holds the lease
 * @param httpPort where it tells its health and metrics
 */
public record OperatorProgram(
        List<String> program, TlsFiles tls, Path kubeconfig, String identity, int httpPort, Path log, Path temporary) {
    /** Where its lease is; must exist before it starts. */
    public static final String NAMESPACE = "ioreq-system";

    private static final int HEAP_MEBIBYTES = 96;
    /** Shorter than by default: nobody has a minute to watch that. */
    private static final String ORPHANS_AFTER = "10s";

    public ChildProcess start() throws IOException {
        JavaCommand command = JavaCommand.lean(HEAP_MEBIBYTES, temporary)
                .property("ioreq.operator.tls.certificate", tls.certificate())
                .property("ioreq.operator.tls.key", tls.key())
                .property("ioreq.operator.tls.ca", tls.authority())
                .property("ioreq.operator.leader-election.namespace", NAMESPACE)
                .property("ioreq.operator.leader-election.identity", identity)
                .property("ioreq.operator.orphans-after", ORPHANS_AFTER)
                .property("quarkus.http.host", "127.0.0.1")
                .property("quarkus.http.port", httpPort)
                .program(program);
        return ChildProcess.start("operator " + identity, command, Map.of("KUBECONFIG", kubeconfig.toString()), log);
    }
}
