package dev.ioreq.operator.ioreqserver;

import dev.ioreq.crds.common.ConditionReason;
import dev.ioreq.crds.common.ConditionStatus;
import dev.ioreq.crds.common.ConditionType;
import dev.ioreq.operator.conditions.Conditions;
import dev.ioreq.operator.conditions.Finding;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;

/**
 * What was found out about a server, aspect by aspect, and the conclusion.
 *
 * @param findings the conditions on the way to Ready; a missing one stays as it was
 * @param ready the conclusion
 * @param stalled whether nothing moves until a person acts
 * @param wrong whether the conclusion is bad news, in contrast to not done yet
 */
record Aspects(Map<ConditionType, Finding> findings, Finding ready, boolean stalled, boolean wrong) {

    Aspects {
        findings = new EnumMap<>(findings);
    }

    /** The conditions of a resource that had {@code before}. Reconciling and Stalled follow kstatus: present only while they say something. */
    Conditions over(Conditions before, long generation, Clock clock) {
        Conditions after = before;
        for (Map.Entry<ConditionType, Finding> entry : findings.entrySet()) {
            after = after.with(entry.getKey(), entry.getValue(), generation, clock);
        }
        after = after.with(ConditionType.READY, ready, generation, clock);
        if (ready.holds()) {
            Finding done = Finding.no(ConditionReason.READY, "All is as declared.");
            for (ConditionType type : new ConditionType[] {ConditionType.RECONCILING, ConditionType.STALLED}) {
                if (before.get(type).isPresent()) {
                    after = after.with(type, done, generation, clock);
                }
            }
            return after;
        }
        ConditionType present = stalled ? ConditionType.STALLED : ConditionType.RECONCILING;
        ConditionType absent = stalled ? ConditionType.RECONCILING : ConditionType.STALLED;
        Finding still = new Finding(ConditionStatus.TRUE, ready.reason(), ready.message());
        return after.without(absent).with(present, still, generation, clock);
    }
}
