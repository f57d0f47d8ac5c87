package dev.ioreq.crds.ioreqserver;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether a server has a ring for buffered writes ({@code HVM_IOREQSRV_BUFIOREQ_*} of Xen's {@code hvm/hvm_op.h}). */
public enum BufferedIoMode {
    /** No ring. */
    @JsonProperty("Off")
    OFF,
    /** A ring with plain pointers: the emulator never resets them. */
    @JsonProperty("Legacy")
    LEGACY,
    /** A ring whose pointers are updated atomically. */
    @JsonProperty("Atomic")
    ATOMIC
}
