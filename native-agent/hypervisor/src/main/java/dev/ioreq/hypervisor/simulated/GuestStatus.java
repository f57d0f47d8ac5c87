package dev.ioreq.hypervisor.simulated;

import dev.ioreq.hypervisor.Domain;
import java.util.List;

/**
 * A guest, now.
 *
 * @param domain who and what it is
 * @param state {@code running}, {@code paused}, {@code shutdown-<reason>} or {@code dying} (a zombie: somebody still maps its frames)
 * @param failures reads that gave another value than the program expected
 * @param vcpus what each vCPU does
 */
public record GuestStatus(Domain domain, String state, long failures, List<VcpuStatus> vcpus) {

    public String name() {
        return domain.identity().name();
    }
}
