package dev.ioreq.hypervisor.simulated.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ioreq.hypervisor.BufferedIo;
import dev.ioreq.hypervisor.DomainId;
import dev.ioreq.hypervisor.Errno;
import dev.ioreq.hypervisor.XenException;
import dev.ioreq.hypervisor.simulated.GuestConfig;
import dev.ioreq.hypervisor.simulated.SimulatedXenConfig;
import dev.ioreq.hypervisor.simulated.XenVersion;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The short moment in which a domain is dying and its servers are still there. */
class DyingDomainTest {

    private final Machine machine = new Machine(SimulatedXenConfig.of(XenVersion.V4_20));
    private final EngineCalls xen = machine.callsOf(0);

    @AfterEach
    void close() {
        machine.close();
    }

    @Test
    void framesThatWereNotMadeBeforeAreEnomemAndNewServersAreEinval() {
        DomainId domain = machine.toolstack().start(GuestConfig.named("a"));
        var untouched = xen.createIoreqServer(domain, BufferedIo.OFF);
        var acquired = xen.createIoreqServer(domain, BufferedIo.OFF);
        xen.acquire(domain, 0, acquired.value(), 1, 1).close();
        machine.toolstack().beginDying("a");
        refused(Errno.ENOMEM, () -> xen.acquire(domain, 0, untouched.value(), 1, 1));
        xen.acquire(domain, 0, acquired.value(), 1, 1).close();
        refused(Errno.EINVAL, () -> xen.createIoreqServer(domain, BufferedIo.OFF));
        refused(Errno.EINVAL, () -> xen.ioreqServerGfns(domain, untouched));
        assertThat(xen.domains()).isEmpty();
    }

    private static void refused(Errno errno, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(XenException.class, e -> assertThat(e.errno())
                .isEqualTo(errno));
    }
}
