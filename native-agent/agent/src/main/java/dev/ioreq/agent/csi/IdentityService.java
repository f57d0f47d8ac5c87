package dev.ioreq.agent.csi;

import com.google.protobuf.BoolValue;
import dev.ioreq.protocol.csi.GetPluginCapabilitiesRequest;
import dev.ioreq.protocol.csi.GetPluginCapabilitiesResponse;
import dev.ioreq.protocol.csi.GetPluginInfoRequest;
import dev.ioreq.protocol.csi.GetPluginInfoResponse;
import dev.ioreq.protocol.csi.IdentityGrpc;
import dev.ioreq.protocol.csi.ProbeRequest;
import dev.ioreq.protocol.csi.ProbeResponse;
import io.grpc.stub.StreamObserver;

/** CSI's Identity service: who the driver is. It serves only once the agent works, so it is always ready. */
final class IdentityService extends IdentityGrpc.IdentityImplBase {

    private final GetPluginInfoResponse info;

    IdentityService(String driver, String version) {
        info = GetPluginInfoResponse.newBuilder()
                .setName(driver)
                .setVendorVersion(version)
                .build();
    }

    @Override
    public void getPluginInfo(GetPluginInfoRequest request, StreamObserver<GetPluginInfoResponse> response) {
        answer(response, info);
    }

    @Override
    public void getPluginCapabilities(
            GetPluginCapabilitiesRequest request, StreamObserver<GetPluginCapabilitiesResponse> response) {
        answer(response, GetPluginCapabilitiesResponse.getDefaultInstance());
    }

    @Override
    public void probe(ProbeRequest request, StreamObserver<ProbeResponse> response) {
        answer(response, ProbeResponse.newBuilder().setReady(BoolValue.of(true)).build());
    }

    private static <T> void answer(StreamObserver<T> response, T answer) {
        response.onNext(answer);
        response.onCompleted();
    }
}
