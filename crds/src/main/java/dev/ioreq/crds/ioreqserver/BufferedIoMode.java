package dev.ioreq.crds.ioreqserver;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether a server has a ring for buffered writes ({@code HVM_IOREQSRV_BUFIOREQ_*} of Xen's {@code hvm/hvm_op.h}). */
public enum BufferedIoMode {
    /** No ring. */
    @JsonProperty("None")
    NONE,
    /** A ring whose pointers run on and wrap wrongly at 2^32: for old device models. */
    @JsonProperty("Legacy")
    LEGACY,
    /** A ring whose pointers the hypervisor keeps in bounds by atomic updates; the emulator must advance its own atomically too. */
    @JsonProperty("Atomic")
    ATOMIC
}
