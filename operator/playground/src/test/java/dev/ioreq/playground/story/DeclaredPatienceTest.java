package dev.ioreq.playground.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeclaredPatienceTest {
    @Test
    void onAnOrdinaryMachineADeclarationIsLeftAlone() {
        assertThat(patience(1, null)).isNull();
    }

    @Test
    void onASlowStageAServerWaitsAsMuchLonger() {
        assertThat(patience(6, Map.of("afterSeconds", 20, "action", "ShutdownDomain")))
                .isEqualTo(Map.of("afterSeconds", 120, "action", "ShutdownDomain"));
        assertThat(patience(6, Map.of("action", "Hold"))).isEqualTo(Map.of("afterSeconds", 60, "action", "Hold"));
        assertThat(patience(6, null)).isEqualTo(Map.of("afterSeconds", 60));
    }

    @Test
    void aServerWithoutPatienceGetsNone() {
        assertThat(patience(6, Map.of("afterSeconds", 0))).isEqualTo(Map.of("afterSeconds", 0));
    }

    @Test
    void noServerWaitsLongerThanMayBeDeclared() {
        assertThat(patience(6, Map.of("afterSeconds", 3000))).isEqualTo(Map.of("afterSeconds", 3600));
    }

    @Test
    void whatIsNoServerIsLeftAlone() {
        assertThat(patience(6, "DomainGrant", null)).isNull();
    }

    private static Object patience(long factor, Map<String, Object> declared) {
        return patience(factor, "IoreqServer", declared);
    }

    private static Object patience(long factor, String kind, Map<String, Object> declared) {
        var spec = new HashMap<String, Object>();
        spec.put("whenEmulatorLost", declared);
        var object = new GenericKubernetesResource();
        object.setKind(kind);
        object.setAdditionalProperty("spec", spec);
        return ((GenericKubernetesResource) DeclaredPatience.at(factor, object)).get("spec", "whenEmulatorLost");
    }
}
