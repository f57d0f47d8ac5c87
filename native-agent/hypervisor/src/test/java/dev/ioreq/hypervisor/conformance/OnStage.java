package dev.ioreq.hypervisor.conformance;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ioreq.hypervisor.DomainId;
import dev.ioreq.hypervisor.DomainType;
import dev.ioreq.hypervisor.Errno;
import dev.ioreq.hypervisor.Hypervisor;
import dev.ioreq.hypervisor.IoreqServerId;
import dev.ioreq.hypervisor.XenException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What every suite can reach. */
interface OnStage {

    /** A number that no domain of any stage has. */
    DomainId NOBODY = new DomainId(31999);

    ConformanceStage stage();

    /** The stage's port; what it answers is written down. */
    Hypervisor xen();

    Answers answers();

    /** A PVH guest of one vCPU that does nothing and has no server: the same for many tests, so nothing else may be done to it. */
    DomainId idleGuest();

    /** Ends the idle guest, for a test that wants no guest but its own. */
    void noIdleGuest();

    default ConformanceStage.StageGuest guest(GuestScript.Access... accesses) {
        return stage().start(DomainType.PVH, 1, GuestScript.of(accesses));
    }

    default IoreqServerId id(int value) {
        return new IoreqServerId(value);
    }

    default void refused(Errno errno, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(XenException.class, e -> org.assertj.core.api.Assertions.assertThat(e.errno())
                        .as(e.getMessage())
                        .isEqualTo(errno));
    }
}
