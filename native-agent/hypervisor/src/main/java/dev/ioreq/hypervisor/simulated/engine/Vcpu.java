package dev.ioreq.hypervisor.simulated.engine;

import dev.ioreq.hypervisor.abi.IoreqRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;

/** A virtual CPU and whether Xen has taken it off for a request ({@code VPF_blocked_in_xen}). */
final class Vcpu {

    private final SimulatedDomain domain;
    private final int number;
    private final Condition wake;
    private boolean blocked;
    private IoreqRequest waitsFor;
    private long since;
    private String activity = "stopped";

    Vcpu(SimulatedDomain domain, int number, Condition wake) {
        this.domain = domain;
        this.number = number;
        this.wake = wake;
    }

    SimulatedDomain domain() {
        return domain;
    }

    int number() {
        return number;
    }

    /** From here on the vCPU does not run until somebody wakes it. */
    void block() {
        blocked = true;
    }

    void unblock() {
        blocked = false;
    }

    /** An event on any channel of this vCPU that Xen consumes. */
    void wake() {
        blocked = false;
        wake.signalAll();
    }

    /** Something about the domain changed: look again, blocked or not. */
    void nudge() {
        wake.signalAll();
    }

    void awaitWake() throws InterruptedException {
        while (blocked) {
            domain.requireRunning();
            wake.await();
        }
        domain.requireRunning();
    }

    void sleep(Duration duration) throws InterruptedException {
        long left = duration.toNanos();
        while (left > 0) {
            domain.requireRunning();
            left = wake.awaitNanos(left);
        }
    }

    void waitsFor(IoreqRequest request) {
        waitsFor = request;
        since = System.nanoTime();
    }

    void goesOn() {
        waitsFor = null;
    }

    Optional<IoreqRequest> waitsFor() {
        return Optional.ofNullable(waitsFor);
    }

    Duration waiting() {
        return waitsFor == null ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - since);
    }

    String activity() {
        return activity;
    }

    void activity(String activity) {
        this.activity = activity;
    }
}
