package dev.ioreq.agent.kubelet;

import dev.ioreq.protocol.kubelet.InfoRequest;
import dev.ioreq.protocol.kubelet.PluginInfo;
import dev.ioreq.protocol.kubelet.RegistrationGrpc;
import dev.ioreq.protocol.kubelet.RegistrationStatus;
import dev.ioreq.protocol.kubelet.RegistrationStatusResponse;
import io.grpc.stub.StreamObserver;
import java.nio.file.Path;
import org.jboss.logging.Logger;

/** Tells the kubelet of a CSI driver (k8s.io/kubelet pluginregistration v1). */
public final class Registration extends RegistrationGrpc.RegistrationImplBase {

    private static final Logger LOG = Logger.getLogger(Registration.class);

    /** The kubelet takes any 1.x. */
    private static final String CSI_VERSION = "1.0.0";

    private final PluginInfo info;

    /** @param endpoint the driver's socket, by the path under which the kubelet sees it */
    public Registration(String driver, Path endpoint) {
        info = PluginInfo.newBuilder()
                .setType("CSIPlugin")
                .setName(driver)
                .setEndpoint(endpoint.toString())
                .addSupportedVersions(CSI_VERSION)
                .build();
    }

    @Override
    public void getInfo(InfoRequest request, StreamObserver<PluginInfo> response) {
        response.onNext(info);
        response.onCompleted();
    }

    @Override
    public void notifyRegistrationStatus(
            RegistrationStatus status, StreamObserver<RegistrationStatusResponse> response) {
        if (status.getPluginRegistered()) {
            LOG.infof("The kubelet has registered the CSI driver %s", info.getName());
        } else {
            LOG.errorf(
                    "The kubelet does not register the CSI driver %s at %s: %s. It tries again by itself; emulator pods wait until then",
                    info.getName(), info.getEndpoint(), status.getError());
        }
        response.onNext(RegistrationStatusResponse.getDefaultInstance());
        response.onCompleted();
    }
}
