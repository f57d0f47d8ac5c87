package dev.ioreq.agent.csi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.ioreq.agent.declaration.EmulatorPod;
import dev.ioreq.agent.supervisor.EmulatorStatus;
import dev.ioreq.agent.supervisor.ServerPhase;
import dev.ioreq.agent.supervisor.ServerReport;
import dev.ioreq.hypervisor.BufferedIo;
import dev.ioreq.protocol.csi.GetPluginCapabilitiesRequest;
import dev.ioreq.protocol.csi.GetPluginInfoRequest;
import dev.ioreq.protocol.csi.NodeGetCapabilitiesRequest;
import dev.ioreq.protocol.csi.NodeGetInfoRequest;
import dev.ioreq.protocol.csi.NodePublishVolumeRequest;
import dev.ioreq.protocol.csi.NodeUnpublishVolumeRequest;
import dev.ioreq.protocol.csi.ProbeRequest;
import dev.ioreq.protocol.csi.VolumeCapability;
import dev.ioreq.protocol.kubelet.InfoRequest;
import dev.ioreq.protocol.kubelet.PluginInfo;
import dev.ioreq.protocol.kubelet.RegistrationStatus;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The driver as a kubelet sees it: over its socket, with links in place of mounts. */
class HandoverDriverTest {

    private static final String KEY = "2f1c9c1e-0000-4000-8000-000000000001";
    private static final String NAME = VolumeContext.POD;

    @TempDir
    Path directory;

    private final Map<String, ServerReport> declared = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private Path handovers;
    private Path targets;
    private Path target;
    private CsiSettings settings;
    private HandoverDriver driver;
    private UnixClient kubelet;

    @BeforeEach
    void start() throws Exception {
        handovers = Files.createDirectory(directory.resolve("h"));
        targets = Files.createDirectory(directory.resolve("pods"));
        target = Files.createDirectories(targets.resolve("uid-1/volumes/kubernetes.io~csi/handover"))
                .resolve("mount");
        settings = new CsiSettings(
                directory.resolve("csi.sock"),
                Optional.of(directory.resolve("reg")),
                CsiSettings.Publishing.LINK,
                targets);
        driver = driver();
        kubelet = new UnixClient(settings.endpoint());
        declare(KEY, "tenant", "com1", ServerPhase.OFFERED);
        Files.createDirectory(handovers.resolve(KEY));
    }

    @AfterEach
    void stop() {
        kubelet.close();
        driver.close();
        timer.shutdownNow();
    }

    @Test
    void saysWhoItIsAndThatItIsReady() {
        assertThat(kubelet.identity()
                        .getPluginInfo(GetPluginInfoRequest.getDefaultInstance())
                        .getName())
                .isEqualTo("handover.ioreq.dev");
        assertThat(kubelet.identity()
                        .probe(ProbeRequest.getDefaultInstance())
                        .getReady()
                        .getValue())
                .isTrue();
        assertThat(kubelet.node()
                        .nodeGetInfo(NodeGetInfoRequest.getDefaultInstance())
                        .getNodeId())
                .isEqualTo("node-1");
    }

    @Test
    void hasNoCapabilityThatWouldMakeAKubeletStageOrExpand() {
        assertThat(kubelet.identity()
                        .getPluginCapabilities(GetPluginCapabilitiesRequest.getDefaultInstance())
                        .getSerializedSize())
                .isZero();
        assertThat(kubelet.node()
                        .nodeGetCapabilities(NodeGetCapabilitiesRequest.getDefaultInstance())
                        .getSerializedSize())
                .isZero();
    }

    @Test
    void aServersOwnPodGetsItsHandoverHoweverOftenItAsks() throws IOException {
        publish(request());
        publish(request());
        assertThat(target.toRealPath()).isEqualTo(handovers.resolve(KEY).toRealPath());
    }

    @Test
    void aHandoverIsTakenBackHoweverOftenThatIsAsked() {
        publish(request());
        unpublish(target);
        unpublish(target);
        assertThat(target).doesNotExist();
        assertThat(handovers.resolve(KEY)).isDirectory();
    }

    @Test
    void aHandoverIsTakenBackAfterItsServerIsGone() throws IOException {
        publish(request());
        declared.clear();
        Files.delete(handovers.resolve(KEY));
        unpublish(target);
        assertThat(Files.exists(target, LinkOption.NOFOLLOW_LINKS)).isFalse();
    }

    @Test
    void anotherPodOfTheSameNamespaceIsRefused() {
        refused(
                request().putVolumeContext(NAME, "thief"),
                Status.Code.PERMISSION_DENIED,
                "volume_context[csi.storage.k8s.io/pod.name]: thief, expected com1-emulator, the emulator pod of tenant/com1");
        assertThat(target).doesNotExist();
    }

    @Test
    void aPodOfAnotherNamespaceIsRefusedAndNotToldWhoseServerItIs() {
        NodePublishVolumeRequest.Builder asked = request().putVolumeContext(VolumeContext.NAMESPACE, "elsewhere");
        refused(asked, Status.Code.PERMISSION_DENIED, "pod.namespace]: elsewhere, expected the namespace of");
        assertThatThrownBy(() -> publish(asked)).hasMessageNotContaining("com1").hasMessageNotContaining("tenant");
        assertThat(target).doesNotExist();
    }

    @Test
    void aPodThatRunsAsSomebodyElseIsRefused() {
        refused(
                request().putVolumeContext(VolumeContext.SERVICE_ACCOUNT, "thief"),
                Status.Code.PERMISSION_DENIED,
                "serviceAccount.name]: thief, expected default, that of the emulator pod of tenant/com1");
        assertThat(target).doesNotExist();
    }

    @Test
    void aPodOfTheSameNameThatTheOperatorDidNotMakeIsRefused() {
        refused(
                request().putVolumeContext(VolumeContext.UID, "uid-2"),
                Status.Code.UNAVAILABLE,
                "pod.uid]: uid-2, expected uid-1, the emulator pod of tenant/com1: a handover is given to the pod that the operator made");
        assertThat(target).doesNotExist();
    }

    @Test
    void aPodThatIsMadeAnewIsServedOnceTheOperatorSaysSo() throws IOException {
        NodePublishVolumeRequest.Builder anew = request().putVolumeContext(VolumeContext.UID, "uid-2");
        refused(anew, Status.Code.UNAVAILABLE, "uid-2");

        declare(
                KEY,
                "tenant",
                "com1",
                ServerPhase.OFFERED,
                Optional.of(new EmulatorPod("tenant", "com1-emulator", "uid-2", "default")));

        publish(anew);
        assertThat(target.toRealPath()).isEqualTo(handovers.resolve(KEY).toRealPath());
        refused(request(), Status.Code.UNAVAILABLE, "pod.uid]: uid-1, expected uid-2");
    }

    @Test
    void nobodyIsServedBeforeTheOperatorHasNamedAPod() {
        declare(KEY, "tenant", "com1", ServerPhase.OFFERED, Optional.empty());
        refused(
                request(),
                Status.Code.UNAVAILABLE,
                "the operator has not declared an emulator pod for tenant/com1 yet");
        assertThat(target).doesNotExist();
    }

    @Test
    void aKeyThatNobodyDeclaredIsRefused() {
        refused(
                request().putVolumeContext(VolumeContext.KEY, "stranger"),
                Status.Code.NOT_FOUND,
                "volume_context[ioreq.dev/key]: stranger, expected the UID of an IoreqServer");
    }

    @Test
    void aKeyThatIsAPathNamesNoServer() {
        refused(request().putVolumeContext(VolumeContext.KEY, "../h/" + KEY), Status.Code.NOT_FOUND, "../h/");
    }

    @Test
    void aServerThatIsReleasedIsNotHandedOverAnyMore() {
        declare(KEY, "tenant", "com1", ServerPhase.RELEASING);
        refused(request(), Status.Code.FAILED_PRECONDITION, "tenant/com1 is being released");
    }

    @Test
    void aHandoverThatIsNotOfferedYetIsToBeAskedForAgain() throws IOException {
        Files.delete(handovers.resolve(KEY));
        refused(request(), Status.Code.UNAVAILABLE, "tenant/com1 is not offered yet");
        Files.createDirectory(handovers.resolve(KEY));
        publish(request());
        assertThat(target).isSymbolicLink();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                VolumeContext.KEY,
                VolumeContext.NAMESPACE,
                VolumeContext.POD,
                VolumeContext.UID,
                VolumeContext.SERVICE_ACCOUNT,
                VolumeContext.EPHEMERAL
            })
    void eachMissingEntryOfTheVolumeContextIsNamed(String key) {
        refused(
                request().removeVolumeContext(key),
                Status.Code.INVALID_ARGUMENT,
                "volume_context[" + key + "]: not set, expected");
        assertThat(target).doesNotExist();
    }

    @Test
    void aPersistentVolumeIsRefused() {
        refused(
                request().putVolumeContext(VolumeContext.EPHEMERAL, "false"),
                Status.Code.INVALID_ARGUMENT,
                "ephemeral]: false, expected true");
    }

    @Test
    void eachMissingFieldIsNamed() {
        refused(request().clearVolumeId(), Status.Code.INVALID_ARGUMENT, "volume_id: not set");
        refused(request().clearTargetPath(), Status.Code.INVALID_ARGUMENT, "target_path: not set");
        refused(request().clearVolumeCapability(), Status.Code.INVALID_ARGUMENT, "volume_capability.access_type");
        refusedUnpublish(b -> b.clearVolumeId(), "volume_id: not set");
        refusedUnpublish(b -> b.clearTargetPath(), "target_path: not set");
    }

    @Test
    void aBlockDeviceMountFlagsOrReadOnlyAreRefused() {
        refused(
                request()
                        .setVolumeCapability(VolumeCapability.newBuilder()
                                .setBlock(VolumeCapability.BlockVolume.getDefaultInstance())),
                Status.Code.INVALID_ARGUMENT,
                "volume_capability.access_type: BLOCK, expected MOUNT");
        refused(
                request()
                        .setVolumeCapability(VolumeCapability.newBuilder()
                                .setMount(VolumeCapability.MountVolume.newBuilder()
                                        .addMountFlags("suid"))),
                Status.Code.INVALID_ARGUMENT,
                "mount_flags: [suid], expected none");
        refused(request().setReadonly(true), Status.Code.INVALID_ARGUMENT, "readonly: true, expected false");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../escape", "uid-1/../../escape", "./uid-1/x", "uid-1//x", "uid-1/x/", "uid-1/x\0y"})
    void aTargetThatDoesNotSayWhereItLeadsIsRefused(String traversal) {
        String path = targets + "/" + traversal;
        refused(request().setTargetPath(path), Status.Code.INVALID_ARGUMENT, "target_path: ");
        refusedUnpublish(b -> b.setTargetPath(path), "target_path: ");
        assertThat(directory.resolve("escape")).doesNotExist();
    }

    @Test
    void aTargetOutsideOfTheKubeletsPodsIsRefused() {
        String elsewhere = directory.resolve("elsewhere").toString();
        refused(
                request().setTargetPath(elsewhere),
                Status.Code.INVALID_ARGUMENT,
                "target_path: " + elsewhere + ", expected a path below " + targets);
        refused(request().setTargetPath(targets.toString()), Status.Code.INVALID_ARGUMENT, "expected a path below");
        refused(request().setTargetPath("pods/x"), Status.Code.INVALID_ARGUMENT, "expected an absolute path");
        refusedUnpublish(b -> b.setTargetPath(elsewhere), "expected a path below");
    }

    @Test
    void aLinkOnTheWayToTheTargetDoesNotLeadOut() throws IOException {
        Files.createSymbolicLink(targets.resolve("out"), directory);
        refused(
                request().setTargetPath(targets.resolve("out/here").toString()),
                Status.Code.INVALID_ARGUMENT,
                "expected a path below " + targets);
        assertThat(directory.resolve("here")).doesNotExist();
    }

    @Test
    void aTargetWithoutItsParentIsRefused() {
        refused(
                request().setTargetPath(targets.resolve("no/where").toString()),
                Status.Code.FAILED_PRECONDITION,
                "expected a parent directory that exists");
    }

    @Test
    void whatSomebodyElsePutAtTheTargetStays() throws IOException {
        Files.writeString(Files.createDirectory(target).resolve("theirs"), "kept");
        refused(request(), Status.Code.FAILED_PRECONDITION, "what others put there stays");
        refusedUnpublish(b -> b, Status.Code.FAILED_PRECONDITION, "what others put there stays");
        assertThat(target.resolve("theirs")).hasContent("kept");
    }

    @Test
    void aLinkOfSomebodyElseStays() throws IOException {
        Files.createSymbolicLink(target, directory.resolve("theirs"));
        refused(request(), Status.Code.FAILED_PRECONDITION, "is a link to " + directory.resolve("theirs"));
        refusedUnpublish(b -> b, Status.Code.FAILED_PRECONDITION, "what others put there stays");
        assertThat(target).isSymbolicLink();
    }

    @Test
    void theHandoverOfAnotherServerIsNotReplaced() throws IOException {
        publish(request());
        declare("other", "tenant", "com2", ServerPhase.OFFERED);
        Files.createDirectory(handovers.resolve("other"));
        refused(
                request().putVolumeContext(VolumeContext.KEY, "other").putVolumeContext(NAME, "com2-emulator"),
                Status.Code.ALREADY_EXISTS,
                "it is a link to " + handovers.resolve(KEY));
        assertThat(target.toRealPath()).isEqualTo(handovers.resolve(KEY).toRealPath());
    }

    @Test
    void theKubeletFindsTheDriverByItsRegistration() {
        try (UnixClient watcher = new UnixClient(registrationSocket())) {
            PluginInfo info = watcher.registration().getInfo(InfoRequest.getDefaultInstance());
            assertThat(info.getType()).isEqualTo("CSIPlugin");
            assertThat(info.getName()).isEqualTo("handover.ioreq.dev");
            assertThat(info.getEndpoint()).isEqualTo(settings.endpoint().toString());
            assertThat(info.getSupportedVersionsList()).containsExactly("1.0.0");
            watcher.registration()
                    .notifyRegistrationStatus(RegistrationStatus.newBuilder()
                            .setPluginRegistered(false)
                            .setError("not now")
                            .build());
            watcher.registration()
                    .notifyRegistrationStatus(RegistrationStatus.newBuilder()
                            .setPluginRegistered(true)
                            .build());
        }
    }

    @Test
    void socketsThatVanishAreThereAgainForAKubeletThatComesBack() throws IOException {
        Files.delete(registrationSocket());
        Files.delete(settings.endpoint());
        await().until(() -> Files.exists(registrationSocket()) && Files.exists(settings.endpoint()));
        theKubeletFindsTheDriverByItsRegistration();
        try (UnixClient again = new UnixClient(settings.endpoint())) {
            again.node().nodePublishVolume(request().build());
        }
        assertThat(target).isSymbolicLink();
    }

    @Test
    void nobodyButTheAgentsUserReachesTheSockets() throws IOException {
        for (Path socket : List.of(settings.endpoint(), registrationSocket())) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void theNextAgentReplacesSocketsLeftBehindAndFindsWhatWasPublished() throws Exception {
        publish(request());
        kubelet.close();
        driver.close();
        assertThat(settings.endpoint()).doesNotExist();
        Files.createFile(settings.endpoint());
        driver = driver();
        kubelet = new UnixClient(settings.endpoint());
        publish(request());
        unpublish(target);
        assertThat(target).doesNotExist();
    }

    private HandoverDriver driver() throws Exception {
        return new HandoverDriver(settings, "node-1", handovers, key -> Optional.ofNullable(declared.get(key)), timer);
    }

    private Path registrationSocket() {
        return HandoverDriver.registrationSocket(directory.resolve("reg"));
    }

    private void declare(String key, String namespace, String name, ServerPhase phase) {
        declare(
                key,
                namespace,
                name,
                phase,
                Optional.of(new EmulatorPod(namespace, name + "-emulator", "uid-1", "default")));
    }

    private void declare(String key, String namespace, String name, ServerPhase phase, Optional<EmulatorPod> pod) {
        declared.put(
                key,
                new ServerReport(
                        key,
                        1,
                        namespace,
                        name,
                        phase,
                        Optional.empty(),
                        Optional.empty(),
                        0,
                        0,
                        false,
                        BufferedIo.OFF,
                        EmulatorStatus.ABSENT,
                        List.of(),
                        pod,
                        Optional.empty()));
    }

    /** What a kubelet asks for the emulator pod of tenant/com1. */
    private NodePublishVolumeRequest.Builder request() {
        return NodePublishVolumeRequest.newBuilder()
                .setVolumeId("csi-1")
                .setTargetPath(target.toString())
                .setVolumeCapability(
                        VolumeCapability.newBuilder().setMount(VolumeCapability.MountVolume.getDefaultInstance()))
                .putVolumeContext(VolumeContext.KEY, KEY)
                .putVolumeContext(VolumeContext.NAMESPACE, "tenant")
                .putVolumeContext(VolumeContext.POD, "com1-emulator")
                .putVolumeContext(VolumeContext.UID, "uid-1")
                .putVolumeContext(VolumeContext.SERVICE_ACCOUNT, "default")
                .putVolumeContext(VolumeContext.EPHEMERAL, "true");
    }

    private void publish(NodePublishVolumeRequest.Builder request) {
        kubelet.node().nodePublishVolume(request.build());
    }

    private NodeUnpublishVolumeRequest.Builder unpublishing(Path path) {
        return NodeUnpublishVolumeRequest.newBuilder().setVolumeId("csi-1").setTargetPath(path.toString());
    }

    private void unpublish(Path path) {
        kubelet.node().nodeUnpublishVolume(unpublishing(path).build());
    }

    private void refused(NodePublishVolumeRequest.Builder request, Status.Code code, String message) {
        assertThatThrownBy(() -> publish(request)).satisfies(status(code, message));
    }

    private void refusedUnpublish(UnaryOperator<NodeUnpublishVolumeRequest.Builder> change, String message) {
        refusedUnpublish(change, Status.Code.INVALID_ARGUMENT, message);
    }

    private void refusedUnpublish(
            UnaryOperator<NodeUnpublishVolumeRequest.Builder> change, Status.Code code, String message) {
        NodeUnpublishVolumeRequest request = change.apply(unpublishing(target)).build();
        assertThatThrownBy(() -> kubelet.node().nodeUnpublishVolume(request)).satisfies(status(code, message));
    }

    private static Consumer<Throwable> status(Status.Code code, String message) {
        return thrown -> {
            assertThat(thrown).isInstanceOf(StatusRuntimeException.class).hasMessageContaining(message);
            assertThat(((StatusRuntimeException) thrown).getStatus().getCode()).isEqualTo(code);
        };
    }
}
