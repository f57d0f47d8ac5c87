package dev.ioreq.hypervisor.conformance;

import dev.ioreq.hypervisor.DomainId;
import dev.ioreq.hypervisor.DomainType;
import dev.ioreq.hypervisor.conformance.RandomOperations.Operation;
import dev.ioreq.hypervisor.simulated.XenVersion;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Any sequence of operations on the servers of two domains is answered as the plain model says. */
class RandomOperationsTest {

    private static ConformanceStage inProcess;
    private static ConformanceStage engineProcess;

    @BeforeContainer
    static void open() {
        inProcess = new InProcessStage(XenVersion.V4_17);
        engineProcess = new EngineProcessStage(XenVersion.V4_20);
    }

    @AfterContainer
    static void close() {
        inProcess.close();
        engineProcess.close();
    }

    @Provide
    Arbitrary<List<Operation>> operations() {
        return RandomOperations.operation().list().ofMinSize(5).ofMaxSize(120);
    }

    @Property(tries = 300)
    void inThisProcess(@ForAll("operations") List<Operation> operations) {
        run(inProcess, operations);
    }

    @Property(tries = 40)
    void inAnEngineProcess(@ForAll("operations") List<Operation> operations) {
        run(engineProcess, operations);
    }

    private static void run(ConformanceStage stage, List<Operation> operations) {
        List<DomainId> domains = List.of(
                stage.start(DomainType.PVH, 1, GuestScript.idle()).domain(),
                stage.start(DomainType.HVM, 2, GuestScript.idle()).domain());
        try {
            OperationsAgainstModel.run(stage.hypervisor(), domains, operations);
        } finally {
            stage.destroyGuests(Set.of());
        }
    }
}
