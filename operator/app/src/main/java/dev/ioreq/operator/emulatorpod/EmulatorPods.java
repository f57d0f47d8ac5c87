package dev.ioreq.operator.emulatorpod;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ioreq.crds.ioreqserver.EmulatorSpec;
import dev.ioreq.crds.ioreqserver.IoreqServer;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes the pod of an emulator from the template in its IoreqServer.
 *
 * <p>The pod gets three things: the node, the handover socket (an inline CSI volume that the agent's driver fills), and no privilege
 * whatsoever. What a template asks beyond that, it does not get.
 */
public final class EmulatorPods {

    /** The CSI driver of the agent. */
    public static final String DRIVER = "handover.ioreq.dev";

    /** The volume attribute that names the server: the UID of its resource. */
    public static final String KEY_ATTRIBUTE = "ioreq.dev/key";

    private static final String VOLUME = "handover";
    private static final String MOUNT_PATH = "/run/ioreq";
    private static final String SOCKET_VARIABLE = "IOREQ_HANDOVER_SOCKET";
    private static final String SOCKET_PATH = MOUNT_PATH + "/handover.sock";
    private static final int HASH_CHARACTERS = 16;

    private static final ObjectMapper CANONICAL = JsonMapper.builder()
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private EmulatorPods() {}

    /**
     * The pod of the server's emulator on the node.
     *
     * @throws IllegalArgumentException naming the field of the template that makes no pod, and what to do
     */
    public static Pod pod(IoreqServer server, String node) {
        EmulatorSpec emulator = server.getSpec().emulator();
        PodTemplateSpec template = emulator.template();
        PodSpec spec = spec(server, node, emulator);
        return new PodBuilder()
                .withNewMetadata()
                .withName(PodNames.pod(server.getMetadata().getName()))
                .withNamespace(server.getMetadata().getNamespace())
                .withLabels(labels(server, template))
                .withAnnotations(annotations(template, emulator))
                .withOwnerReferences(new OwnerReferenceBuilder()
                        .withApiVersion(server.getApiVersion())
                        .withKind(server.getKind())
                        .withName(server.getMetadata().getName())
                        .withUid(server.getMetadata().getUid())
                        .withController(true)
                        .build())
                .endMetadata()
                .withSpec(spec)
                .build();
    }

    /** Equal for templates that make the same pod; what this operator adds does not count, so that an upgrade restarts nobody. */
    public static String templateHash(EmulatorSpec emulator) {
        try {
            String template = CANONICAL.writeValueAsString(emulator.template());
            return PodNames.hash(template + "/" + emulator.container(), HASH_CHARACTERS);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("spec.emulator.template: " + e.getOriginalMessage(), e);
        }
    }

    private static Map<String, String> labels(IoreqServer server, PodTemplateSpec template) {
        Map<String, String> labels = new HashMap<>();
        if (template.getMetadata() != null && template.getMetadata().getLabels() != null) {
            labels.putAll(template.getMetadata().getLabels());
        }
        labels.put(PodNames.SERVER, PodNames.label(server.getMetadata().getName()));
        labels.put(PodNames.MANAGED_BY, PodNames.OPERATOR);
        return labels;
    }

    private static Map<String, String> annotations(PodTemplateSpec template, EmulatorSpec emulator) {
        Map<String, String> annotations = new HashMap<>();
        if (template.getMetadata() != null && template.getMetadata().getAnnotations() != null) {
            annotations.putAll(template.getMetadata().getAnnotations());
        }
        annotations.put(PodNames.TEMPLATE_HASH, templateHash(emulator));
        return annotations;
    }

    private static PodSpec spec(IoreqServer server, String node, EmulatorSpec emulator) {
        PodSpec asked = emulator.template().getSpec();
        if (asked == null
                || asked.getContainers() == null
                || asked.getContainers().isEmpty()) {
            throw new IllegalArgumentException(
                    "spec.emulator.template.spec.containers is empty: expected the emulator's container");
        }
        if (asked.getVolumes().stream().anyMatch(volume -> VOLUME.equals(volume.getName()))) {
            throw new IllegalArgumentException(
                    "spec.emulator.template.spec.volumes: the name 'handover' is the operator's; choose another");
        }
        String chosen = chosenContainer(asked, emulator);
        return new PodSpecBuilder(asked)
                .withNodeName(node)
                .withNodeSelector(null)
                .withRestartPolicy("Always")
                .withHostNetwork(null)
                .withHostPID(null)
                .withHostIPC(null)
                .withAutomountServiceAccountToken(Boolean.TRUE.equals(asked.getAutomountServiceAccountToken()))
                .editOrNewSecurityContext()
                .withRunAsNonRoot(true)
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .endSecurityContext()
                .withInitContainers(asked.getInitContainers().stream()
                        .map(EmulatorPods::restricted)
                        .toList())
                .withContainers(asked.getContainers().stream()
                        .map(EmulatorPods::restricted)
                        .map(container -> container.getName().equals(chosen) ? withHandover(container) : container)
                        .toList())
                .addNewVolume()
                .withName(VOLUME)
                .withNewCsi()
                .withDriver(DRIVER)
                .addToVolumeAttributes(KEY_ATTRIBUTE, server.getMetadata().getUid())
                .endCsi()
                .endVolume()
                .addNewToleration()
                .withKey("node.kubernetes.io/not-ready")
                .withOperator("Exists")
                .withEffect("NoExecute")
                .endToleration()
                .addNewToleration()
                .withKey("node.kubernetes.io/unreachable")
                .withOperator("Exists")
                .withEffect("NoExecute")
                .endToleration()
                .build();
    }

    private static String chosenContainer(PodSpec asked, EmulatorSpec emulator) {
        List<String> names =
                asked.getContainers().stream().map(Container::getName).toList();
        if (emulator.container() == null) {
            return names.get(0);
        }
        if (!names.contains(emulator.container())) {
            throw new IllegalArgumentException(
                    "spec.emulator.container: the template has no container '%s'; expected one of %s"
                            .formatted(emulator.container(), names));
        }
        return emulator.container();
    }

    private static Container restricted(Container container) {
        return new ContainerBuilder(container)
                .editOrNewSecurityContext()
                .withPrivileged(false)
                .withAllowPrivilegeEscalation(false)
                .withReadOnlyRootFilesystem(true)
                .withRunAsNonRoot(true)
                .withProcMount(null)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .withSeccompProfile(null)
                .endSecurityContext()
                .build();
    }

    private static Container withHandover(Container container) {
        List<VolumeMount> mounts = container.getVolumeMounts().stream()
                .filter(mount -> !MOUNT_PATH.equals(mount.getMountPath()))
                .toList();
        List<EnvVar> variables = container.getEnv().stream()
                .filter(variable -> !SOCKET_VARIABLE.equals(variable.getName()))
                .toList();
        return new ContainerBuilder(container)
                .withVolumeMounts(mounts)
                .addNewVolumeMount()
                .withName(VOLUME)
                .withMountPath(MOUNT_PATH)
                .endVolumeMount()
                .withEnv(variables)
                .addNewEnv()
                .withName(SOCKET_VARIABLE)
                .withValue(SOCKET_PATH)
                .endEnv()
                .build();
    }
}
