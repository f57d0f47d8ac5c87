package dev.ioreq.hypervisor.simulated.engine;

import dev.ioreq.hypervisor.abi.IoreqRequest;
import dev.ioreq.hypervisor.simulated.GuestStatus;
import dev.ioreq.hypervisor.simulated.VcpuStatus;
import java.util.List;

/** A domain as people want to see it. */
final class StatusView {

    private StatusView() {}

    static GuestStatus of(SimulatedDomain domain) {
        return new GuestStatus(
                domain.domain(),
                domain.state(),
                domain.transcript().failures(),
                domain.vcpus().stream().map(StatusView::of).toList());
    }

    private static VcpuStatus of(Vcpu vcpu) {
        return vcpu.waitsFor()
                .map(request -> new VcpuStatus(vcpu.number(), true, vcpu.waiting(), waiting(vcpu, request)))
                .orElseGet(() -> new VcpuStatus(vcpu.number(), false, vcpu.waiting(), vcpu.activity()));
    }

    private static String waiting(Vcpu vcpu, IoreqRequest request) {
        List<String> owing = vcpu.domain()
                .servers()
                .filter(server -> server.vcpu(vcpu).isPending())
                .map(server -> "server " + server.id())
                .toList();
        return (request.read() ? "read" : "write") + " " + request.type() + " 0x" + Long.toHexString(request.addr())
                + " size " + request.size() + " waits for "
                + (owing.isEmpty() ? "a server that was destroyed" : String.join(", ", owing));
    }
}
