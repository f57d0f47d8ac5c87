package dev.ioreq.operator.emulatorpod;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PodViewTest {

    @ParameterizedTest
    @ValueSource(strings = {"CrashLoopBackOff", "ImagePullBackOff", "CreateContainerConfigError"})
    void whatKeepsAContainerFromRunningIsToldInTheKubeletsWords(String reason) {
        assertThat(PodView.of(waiting(reason)).problem())
                .contains("container emulator of pod uart-emulator: " + reason + ": because");
    }

    @Test
    void aContainerThatIsBeingMadeIsNoProblem() {
        assertThat(PodView.of(waiting("ContainerCreating")).problem()).isEmpty();
    }

    @Test
    void aPodThatFailedSaysWhy() {
        var pod = pod().withNewStatus()
                .withPhase("Failed")
                .withReason("Evicted")
                .withMessage("The node was low on memory")
                .endStatus()
                .build();
        assertThat(PodView.of(pod).problem()).contains("pod uart-emulator failed: Evicted: The node was low on memory");
    }

    @Test
    void aPodWithoutStatusOrOwnerIsPendingAndNobodys() {
        PodView view = PodView.of(pod().build());
        assertThat(view.phase()).isEqualTo("Pending");
        assertThat(view.ownerUid()).isEmpty();
        assertThat(view.node()).isEmpty();
    }

    private static Pod waiting(String reason) {
        return pod().withNewStatus()
                .withPhase("Pending")
                .addNewContainerStatus()
                .withName("emulator")
                .withNewState()
                .withNewWaiting()
                .withReason(reason)
                .withMessage("because")
                .endWaiting()
                .endState()
                .endContainerStatus()
                .endStatus()
                .build();
    }

    private static PodBuilder pod() {
        return new PodBuilder().withNewMetadata().withName("uart-emulator").endMetadata();
    }
}
