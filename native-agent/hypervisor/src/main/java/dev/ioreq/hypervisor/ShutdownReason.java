package dev.ioreq.hypervisor;

/** Why a domain shuts down. The order is that of {@code SHUTDOWN_*} in Xen's public sched.h. */
public enum ShutdownReason {
    POWEROFF,
    REBOOT,
    SUSPEND,
    CRASH,
    WATCHDOG
}
