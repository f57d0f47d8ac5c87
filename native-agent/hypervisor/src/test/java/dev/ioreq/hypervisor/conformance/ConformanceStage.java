package dev.ioreq.hypervisor.conformance;

import dev.ioreq.hypervisor.DomainId;
import dev.ioreq.hypervisor.DomainType;
import dev.ioreq.hypervisor.Hypervisor;
import dev.ioreq.hypervisor.IoreqServerId;
import java.util.List;
import java.util.Set;

/** A host on which the suite runs: its port, as domain 0 has it, and a way to make guests. */
interface ConformanceStage extends AutoCloseable {

    /** A guest of this stage. */
    interface StageGuest {

        /** Its number now; another one after {@link #reboot()}. */
        DomainId domain();

        /** The values that its vCPU 0 has read so far. */
        List<Long> reads();

        /** All its vCPUs have come to the end of the script. */
        boolean isFinished();

        /** It runs no longer: destroyed or crashed. */
        boolean isStopped();

        void destroy();

        void reboot();

        /** As kexec: the script begins anew in the same domain. */
        void softReset();
    }

    Hypervisor hypervisor();

    /** What kind of stage it is, in one word. */
    String name();

    /** major.minor */
    String version();

    StageGuest start(DomainType type, int vcpus, GuestScript script);

    /** A server that belongs to another domain than ours. */
    IoreqServerId createServerOfAnotherDomain(StageGuest guest);

    /** After each test: no guest is left but these. */
    void destroyGuests(Set<StageGuest> but);

    @Override
    void close();
}
