package dev.ioreq.hypervisor;

/**
 * Whether a server has a ring for writes that a guest need not wait for ({@code HVM_IOREQSRV_BUFIOREQ_*}). The order is that of the
 * numbers in Xen's interface.
 */
public enum BufferedIo {
    /** No ring, no frame 0. */
    OFF,
    /** A ring whose pointers run freely. */
    LEGACY,
    /** A ring whose pointers Xen brings back below 511 by a compare-and-exchange; the reader advances its pointer atomically. */
    ATOMIC
}
