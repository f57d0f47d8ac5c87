package dev.ioreq.hypervisor.conformance;

import dev.ioreq.hypervisor.DomainId;
import dev.ioreq.hypervisor.DomainType;
import dev.ioreq.hypervisor.conformance.RandomOperations.Operation;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Long sequences of operations, the same on every stage: a seed names one for ever. */
interface RandomConformance extends OnStage {

    int SEEDS = 20;
    int OPERATIONS = 2000;

    @Test
    default void anySequenceOfOperationsIsAnsweredAsTheModelSays() {
        List<DomainId> domains = List.of(
                stage().start(DomainType.PVH, 1, GuestScript.idle()).domain(),
                stage().start(DomainType.HVM, 2, GuestScript.idle()).domain());
        for (int seed = 1; seed <= SEEDS; seed++) {
            List<Operation> operations = RandomOperations.sequence(seed, OPERATIONS);
            try {
                answers()
                        .sequence(
                                "seed " + seed + ", " + OPERATIONS + " operations",
                                () -> OperationsAgainstModel.run(xen(), domains, operations));
            } catch (AssertionError e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }
}
