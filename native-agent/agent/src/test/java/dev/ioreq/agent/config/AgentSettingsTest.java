package dev.ioreq.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ioreq.agent.csi.CsiSettings;
import dev.ioreq.agent.handover.HandoverSettings;
import dev.ioreq.agent.tls.TestCertificates;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentSettingsTest {

    private static final TestCertificates CERTIFICATES = TestCertificates.shared();

    @TempDir
    Path directory;

    private final Map<String, String> config = new HashMap<>();

    @BeforeEach
    void configure() {
        set("node-name", "node-1");
        set("state-dir", directory.resolve("state"));
        set("handover-dir", directory.resolve("h"));
        set("tls.certificate", CERTIFICATES.certificate("agent"));
        set("tls.key", CERTIFICATES.key("agent"));
        set("tls.ca", CERTIFICATES.authority());
    }

    @Test
    void whatIsNotSetHasItsDocumentedValue() throws StartRefusedException {
        AgentSettings settings = AgentSettings.of(read());
        assertThat(settings.host()).isEqualTo("127.0.0.1");
        assertThat(settings.operatorName()).isEqualTo("operator.ioreq.dev");
        assertThat(settings.stateDirectory()).isDirectory();
        assertThat(settings.handover().allowedUids()).hasSize(1);
        assertThat(settings.handover().readyWithin()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void theHandoverPatienceIsTheTimeForEachWordOfAnEmulator() throws StartRefusedException {
        set("handover-patience", "45s");
        HandoverSettings handover = AgentSettings.of(read()).handover();
        assertThat(handover.helloWithin()).isEqualTo(Duration.ofSeconds(45));
        assertThat(handover.readyWithin()).isEqualTo(Duration.ofSeconds(45));
        assertThat(handover.detachedWithin()).isEqualTo(Duration.ofSeconds(45));
    }

    @Test
    void aHandoverPatienceThatNoEmulatorCanKeepIsRefused() {
        set("handover-patience", "PT0S");
        refused("ioreq.agent.handover-patience=PT0S leaves an emulator no time to answer: set it to 1s or more");
    }

    @Test
    void aMissingNodeNameIsRefused() {
        config.remove("ioreq.agent.node-name");
        refused("ioreq.agent.node-name is not set");
    }

    @Test
    void aMissingCertificateIsRefused() {
        set("tls.certificate", directory.resolve("nowhere.crt"));
        refused("ioreq.agent.tls.certificate=" + directory.resolve("nowhere.crt") + " cannot be read");
    }

    @Test
    void aStateDirectoryThatCannotBeMadeIsRefused() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        set("state-dir", file.resolve("below"));
        refused("ioreq.agent.state-dir=" + file.resolve("below") + " cannot be made");
    }

    @Test
    void aHandoverDirectoryTooDeepForASocketIsRefused() {
        set("handover-dir", directory.resolve("d".repeat(60)));
        refused("a unix socket has at most 107");
    }

    @Test
    void aSocketThatIsNotThereIsRefused() {
        set("hypervisor", "simulated");
        set("simulated.socket", directory.resolve("nothing"));
        assertThatThrownBy(() -> HypervisorChoice.connect(read()))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("start the simulated hypervisor with --socket");
    }

    @Test
    void withoutAnEndpointThereIsNoCsiDriver() throws StartRefusedException {
        set("csi.registration-dir", directory.resolve("r"));
        assertThat(AgentSettings.of(read()).csi()).isEmpty();
    }

    @Test
    void aCsiDriverMountsBelowTheKubeletsPodsUnlessToldOtherwise() throws StartRefusedException {
        set("csi.endpoint", directory.resolve("csi.sock"));
        assertThat(AgentSettings.of(read()).csi())
                .contains(new CsiSettings(
                        directory.resolve("csi.sock"),
                        Optional.empty(),
                        CsiSettings.Publishing.MOUNT,
                        Path.of("/var/lib/kubelet/pods")));
        assertThat(AgentSettings.of(read()).handover().reach()).isEqualTo(HandoverSettings.Reach.MOUNTED);
        set("csi.publish", "link");
        assertThat(AgentSettings.of(read()).handover().reach()).isEqualTo(HandoverSettings.Reach.OWNER);
    }

    @Test
    void anUnknownWayToPublishIsRefused() {
        set("csi.endpoint", directory.resolve("csi.sock"));
        set("csi.publish", "copy");
        refused("ioreq.agent.csi.publish=copy is not known: set it to mount");
    }

    @Test
    void csiSocketsTooDeepAreRefused() {
        set("csi.endpoint", directory.resolve("d".repeat(100)).resolve("csi.sock"));
        refused("ioreq.agent.csi.endpoint: the socket");
        set("csi.endpoint", directory.resolve("csi.sock"));
        set("csi.registration-dir", directory.resolve("d".repeat(80)));
        refused("ioreq.agent.csi.registration-dir: the socket");
    }

    private void refused(String message) {
        assertThatThrownBy(() -> AgentSettings.of(read()))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining(message);
    }

    private void set(String key, Object value) {
        config.put("ioreq.agent." + key, value.toString());
    }

    private AgentConfig read() {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(AgentConfig.class)
                .withSources(new PropertiesConfigSource(config, "test", 100))
                .build()
                .getConfigMapping(AgentConfig.class);
    }
}
