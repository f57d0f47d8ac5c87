package dev.ioreq.operator.emulatorpod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ioreq.crds.ioreqserver.EmulatorSpec;
import dev.ioreq.crds.ioreqserver.IoreqServer;
import dev.ioreq.crds.ioreqserver.IoreqServerSpec;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import org.junit.jupiter.api.Test;

class EmulatorPodsTest {

    @Test
    void thePodIsBoundOwnedAndMarked() {
        Pod pod = EmulatorPods.pod(server("uart", template().build(), null), "xen-a");
        assertThat(pod.getMetadata().getName()).isEqualTo("uart-emulator");
        assertThat(pod.getMetadata().getLabels())
                .containsEntry("ioreq.dev/server", "uart")
                .containsEntry("app.kubernetes.io/managed-by", "ioreq-operator");
        assertThat(pod.getMetadata().getOwnerReferences()).singleElement().satisfies(owner -> {
            assertThat(owner.getUid()).isEqualTo("uid");
            assertThat(owner.getKind()).isEqualTo("IoreqServer");
            assertThat(owner.getController()).isTrue();
        });
        assertThat(pod.getSpec().getNodeName()).isEqualTo("xen-a");
        assertThat(pod.getSpec().getRestartPolicy()).isEqualTo("Always");
    }

    @Test
    void theChosenContainerGetsTheHandoverSocketAndNoOther() {
        PodTemplateSpec two = template()
                .editSpec()
                .addNewContainer()
                .withName("sidecar")
                .endContainer()
                .endSpec()
                .build();
        Pod pod = EmulatorPods.pod(server("uart", two, "sidecar"), "xen-a");
        assertThat(pod.getSpec().getVolumes()).singleElement().satisfies(volume -> {
            assertThat(volume.getCsi().getDriver()).isEqualTo("handover.ioreq.dev");
            assertThat(volume.getCsi().getVolumeAttributes()).containsEntry("ioreq.dev/key", "uid");
        });
        Container sidecar = pod.getSpec().getContainers().get(1);
        assertThat(sidecar.getVolumeMounts()).singleElement().satisfies(mount -> assertThat(mount.getMountPath())
                .isEqualTo("/run/ioreq"));
        assertThat(sidecar.getEnv()).singleElement().satisfies(variable -> {
            assertThat(variable.getName()).isEqualTo("IOREQ_HANDOVER_SOCKET");
            assertThat(variable.getValue()).isEqualTo("/run/ioreq/handover.sock");
        });
        assertThat(pod.getSpec().getContainers().get(0).getVolumeMounts()).isEmpty();
        assertThat(pod.getSpec().getContainers().get(0).getEnv()).isEmpty();
    }

    @Test
    void noTemplateGetsAPrivilege() {
        PodTemplateSpec greedy = template()
                .editSpec()
                .withHostNetwork(true)
                .withHostPID(true)
                .withHostIPC(true)
                .withNewSecurityContext()
                .withRunAsNonRoot(false)
                .withRunAsUser(1000L)
                .endSecurityContext()
                .editFirstContainer()
                .withNewSecurityContext()
                .withPrivileged(true)
                .withAllowPrivilegeEscalation(true)
                .withReadOnlyRootFilesystem(false)
                .withNewCapabilities()
                .withAdd("SYS_ADMIN")
                .endCapabilities()
                .endSecurityContext()
                .endContainer()
                .endSpec()
                .build();
        Pod pod = EmulatorPods.pod(server("uart", greedy, null), "xen-a");
        assertThat(pod.getSpec().getHostNetwork()).isNull();
        assertThat(pod.getSpec().getHostPID()).isNull();
        assertThat(pod.getSpec().getHostIPC()).isNull();
        assertThat(pod.getSpec().getAutomountServiceAccountToken()).isFalse();
        assertThat(pod.getSpec().getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getSpec().getSecurityContext().getRunAsUser()).isEqualTo(1000L);
        assertThat(pod.getSpec().getSecurityContext().getSeccompProfile().getType())
                .isEqualTo("RuntimeDefault");
        var container = pod.getSpec().getContainers().get(0).getSecurityContext();
        assertThat(container.getPrivileged()).isFalse();
        assertThat(container.getAllowPrivilegeEscalation()).isFalse();
        assertThat(container.getReadOnlyRootFilesystem()).isTrue();
        assertThat(container.getCapabilities().getAdd()).isEmpty();
        assertThat(container.getCapabilities().getDrop()).containsExactly("ALL");
    }

    @Test
    void theHashTellsTemplatesApartAndNothingElse() {
        EmulatorSpec first = new EmulatorSpec(template().build(), null);
        EmulatorSpec same = new EmulatorSpec(template().build(), null);
        EmulatorSpec otherContainer = new EmulatorSpec(template().build(), "emulator");
        EmulatorSpec otherImage = new EmulatorSpec(
                template()
                        .editSpec()
                        .editFirstContainer()
                        .withImage("another")
                        .endContainer()
                        .endSpec()
                        .build(),
                null);
        assertThat(EmulatorPods.templateHash(first)).isEqualTo(EmulatorPods.templateHash(same));
        assertThat(EmulatorPods.templateHash(first)).isNotEqualTo(EmulatorPods.templateHash(otherImage));
        assertThat(EmulatorPods.templateHash(first)).isNotEqualTo(EmulatorPods.templateHash(otherContainer));
        assertThat(EmulatorPods.pod(server("uart", template().build(), null), "xen-a")
                        .getMetadata()
                        .getAnnotations())
                .containsEntry("ioreq.dev/template-hash", EmulatorPods.templateHash(first));
    }

    @Test
    void aTemplateThatMakesNoPodNamesTheField() {
        assertThatThrownBy(() -> EmulatorPods.pod(server("uart", new PodTemplateSpec(), null), "xen-a"))
                .hasMessageStartingWith("spec.emulator.template.spec.containers is empty");
        assertThatThrownBy(() -> EmulatorPods.pod(server("uart", template().build(), "gone"), "xen-a"))
                .hasMessage(
                        "spec.emulator.container: the template has no container 'gone'; expected one of [emulator]");
        PodTemplateSpec taken = template()
                .editSpec()
                .addNewVolume()
                .withName("handover")
                .endVolume()
                .endSpec()
                .build();
        assertThatThrownBy(() -> EmulatorPods.pod(server("uart", taken, null), "xen-a"))
                .hasMessageContaining("the name 'handover' is the operator's");
    }

    @Test
    void aLongNameIsShortenedWhereKubernetesNeedsIt() {
        String longest = "a".repeat(253);
        assertThat(PodNames.pod(longest)).hasSize(253).endsWith("-emulator");
        assertThat(PodNames.label(longest)).hasSize(63);
        assertThat(PodNames.label("a".repeat(252) + "b")).isNotEqualTo(PodNames.label(longest));
    }

    private static PodTemplateSpecBuilder template() {
        return new PodTemplateSpecBuilder()
                .withNewSpec()
                .addNewContainer()
                .withName("emulator")
                .withImage("ioreq-emulator:0.1.0")
                .endContainer()
                .endSpec();
    }

    private static IoreqServer server(String name, PodTemplateSpec template, String container) {
        IoreqServer server = new IoreqServer();
        server.setMetadata(new ObjectMetaBuilder()
                .withName(name)
                .withNamespace("team-a")
                .withUid("uid")
                .build());
        server.setSpec(new IoreqServerSpec(null, null, null, null, new EmulatorSpec(template, container), null, null));
        return server;
    }
}
