package dev.ioreq.agent.config;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HypervisorChoiceTest {

    @Test
    void withoutXenTheAgentSaysSoInOneLineAndHowToTryItWithout() {
        assumeNoXen();
        assertThatThrownBy(() -> HypervisorChoice.connect(config(Map.of())))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageStartingWith("this machine does not run Xen")
                .hasMessageEndingWith(
                        "; or set ioreq.agent.hypervisor=simulated and ioreq.agent.simulated.socket to try"
                                + " it without Xen")
                .message()
                .hasLineCount(1);
    }

    @Test
    void aSimulatedHypervisorIsNotTakenForWantOfXen() {
        assumeNoXen();
        assertThatThrownBy(() -> HypervisorChoice.connect(config(Map.of("ioreq.agent.simulated.socket", "/run/sim"))))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageStartingWith("this machine does not run Xen");
    }

    @Test
    void aSimulatedHypervisorThatIsAskedForNeedsItsSocket() {
        assertThatThrownBy(() -> HypervisorChoice.connect(config(Map.of("ioreq.agent.hypervisor", "simulated"))))
                .isInstanceOf(StartRefusedException.class)
                .hasMessageStartingWith("ioreq.agent.simulated.socket is not set");
    }

    @Test
    void anUnknownChoiceIsRefusedWithTheKnownOnes() {
        assertThatThrownBy(() -> HypervisorChoice.connect(config(Map.of("ioreq.agent.hypervisor", "kvm"))))
                .isInstanceOf(StartRefusedException.class)
                .hasMessage("ioreq.agent.hypervisor=kvm is not known: set it to auto, xen or simulated");
    }

    private static AgentConfig config(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(AgentConfig.class)
                .withDefaultValues(values)
                .build()
                .getConfigMapping(AgentConfig.class);
    }

    private static void assumeNoXen() {
        assumeFalse(Files.exists(Path.of("/dev/xen/privcmd")), "this machine runs Xen");
    }
}
