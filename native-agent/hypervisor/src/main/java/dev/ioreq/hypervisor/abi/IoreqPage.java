package dev.ioreq.hypervisor.abi;

import java.nio.ByteBuffer;

/**
 * The page of synchronous slots ({@code struct shared_iopage}): frame 1 of a server.
 *
 * <pre>
 *   0        32       64              4064     4096
 *   +--------+--------+--- ... -------+--------+
 *   | vcpu 0 | vcpu 1 |               | vcpu127|     each an {@link IoreqSlot}
 *   +--------+--------+--- ... -------+--------+
 * </pre>
 */
public final class IoreqPage {

    /** Bytes of the page. */
    public static final int BYTES = 4096;

    /** Slots of the page, which is also Xen's limit of vCPUs of a domain. */
    public static final int MAX_VCPUS = BYTES / IoreqSlot.BYTES;

    /** Index of this frame in {@code XENMEM_resource_ioreq_server}. */
    public static final int FRAME = 1;

    private final ByteBuffer page;

    /** @param page 4096 bytes, direct, aligned to 8 */
    public IoreqPage(ByteBuffer page) {
        this.page = SharedPage.checked(page, "ioreq page");
    }

    /** @param vcpu 0..127 */
    public IoreqSlot slot(int vcpu) {
        if (vcpu < 0 || vcpu >= MAX_VCPUS) {
            throw new IllegalArgumentException("vcpu " + vcpu + " is not in 0.." + (MAX_VCPUS - 1));
        }
        return new IoreqSlot(page, vcpu * IoreqSlot.BYTES);
    }
}
