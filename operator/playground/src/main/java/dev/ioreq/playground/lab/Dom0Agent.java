package dev.ioreq.playground.lab;

import dev.ioreq.playground.launch.Pace;
import dev.ioreq.playground.launch.TlsFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The real agent in dom0, on real Xen, configured as its DaemonSet configures it: it mounts handovers into pods, which are nobody.
 *
 * @param node the Kubernetes node's name
 */
record Dom0Agent(Lab lab, Dom0Layout layout, String node, Path log) {
    static final int PORT = 9443;

    private static final int HTTP_PORT = 9000;
    private static final Duration HANDOVER = Duration.ofSeconds(10);

    /** Brings its certificate. */
    void identify(TlsFiles tls) throws IOException, InterruptedException {
        lab.bring(tls.certificate(), layout.tls().resolve("certificate.pem"));
        lab.bring(tls.key(), layout.tls().resolve("key.pem"));
        lab.bring(tls.authority(), layout.tls().resolve("ca.pem"));
    }

    RemoteProgram start() throws IOException {
        var command = new ArrayList<>(List.of(
                "java",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-Xshare:auto",
                "-Xss512k",
                "-Xmx64m"));
        properties().forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(
                List.of("-jar", Lab.PAYLOAD.resolve("agent/quarkus-run.jar").toString()));
        return RemoteProgram.start(lab, "agent " + node, command, log);
    }

    private Map<String, Object> properties() {
        return Map.ofEntries(
                Map.entry("ioreq.agent.node-name", node),
                Map.entry("ioreq.agent.hypervisor", "xen"),
                Map.entry("ioreq.agent.emulator-uids", 65534),
                Map.entry("ioreq.agent.handover-patience", Pace.of(HANDOVER)),
                Map.entry("ioreq.agent.state-dir", layout.journal()),
                Map.entry("ioreq.agent.handover-dir", layout.handovers()),
                Map.entry("ioreq.agent.csi.endpoint", layout.csiSocket()),
                Map.entry("ioreq.agent.csi.publish", "mount"),
                Map.entry("ioreq.agent.csi.targets-dir", layout.pods()),
                Map.entry("ioreq.agent.host", "127.0.0.1"),
                Map.entry("ioreq.agent.port", PORT),
                Map.entry("ioreq.agent.tls.certificate", layout.tls().resolve("certificate.pem")),
                Map.entry("ioreq.agent.tls.key", layout.tls().resolve("key.pem")),
                Map.entry("ioreq.agent.tls.ca", layout.tls().resolve("ca.pem")),
                Map.entry("quarkus.http.host", "127.0.0.1"),
                Map.entry("quarkus.http.port", HTTP_PORT));
    }
}
