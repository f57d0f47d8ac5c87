package dev.ioreq.operator.conditions;

import dev.ioreq.crds.common.Condition;
import dev.ioreq.crds.common.ConditionReason;
import dev.ioreq.crds.common.ConditionStatus;
import dev.ioreq.crds.common.ConditionType;
import java.time.Clock;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An immutable set of conditions, one of a type, in the order of {@link ConditionType}.
 *
 * <p>A condition that is set again keeps its {@code lastTransitionTime} while its status stays the same, so that a status computed
 * twice from the same facts is the same status.
 */
public final class Conditions {

    private static final Comparator<String> IN_ORDER_OF_TYPES =
            Comparator.<String>comparingInt(Conditions::position).thenComparing(Comparator.naturalOrder());

    private final Map<String, Condition> byType;

    private Conditions(Map<String, Condition> byType) {
        this.byType = byType;
    }

    /** The set that a status holds; {@code null} is the empty set. Order and duplicates (the last wins) do not matter. */
    public static Conditions of(Collection<Condition> conditions) {
        Map<String, Condition> byType = new TreeMap<>(IN_ORDER_OF_TYPES);
        if (conditions != null) {
            conditions.forEach(condition -> byType.put(condition.type(), condition));
        }
        return new Conditions(byType);
    }

    /**
     * This set with one condition changed.
     *
     * @param finding what holds, why
     * @param generation the {@code metadata.generation} this is said of
     * @param clock tells the transition time, if the status differs from the present one
     */
    public Conditions with(ConditionType type, Finding finding, long generation, Clock clock) {
        Condition before = byType.get(type.toString());
        var since = before != null && before.status() == finding.status() && before.lastTransitionTime() != null
                ? before.lastTransitionTime()
                : clock.instant();
        Map<String, Condition> changed = copy();
        changed.put(
                type.toString(),
                new Condition(
                        type.toString(), finding.status(), generation, since, finding.reason(), finding.message()));
        return new Conditions(changed);
    }

    /** This set without the type. */
    public Conditions without(ConditionType type) {
        Map<String, Condition> changed = copy();
        changed.remove(type.toString());
        return new Conditions(changed);
    }

    /** The condition of the type, if there is one. */
    public Optional<Condition> get(ConditionType type) {
        return Optional.ofNullable(byType.get(type.toString()));
    }

    /** Its status; {@code Unknown} if there is none. */
    public ConditionStatus status(ConditionType type) {
        return get(type).map(Condition::status).orElse(ConditionStatus.UNKNOWN);
    }

    /** Whether there is one of the type and it is {@code True}. */
    public boolean isTrue(ConditionType type) {
        return status(type) == ConditionStatus.TRUE;
    }

    /** Its reason; {@link ConditionReason#PENDING} if there is none. */
    public String reason(ConditionType type) {
        return get(type).map(Condition::reason).orElse(ConditionReason.PENDING.toString());
    }

    /** All of them in the order of their types: what a status holds. */
    public List<Condition> toList() {
        return List.copyOf(byType.values());
    }

    /** A number that is equal for sets that say the same, whenever it became so. */
    public int saying() {
        return byType.values().stream()
                .map(condition -> List.of(
                        condition.type(), condition.status().toString(), condition.reason(), condition.message()))
                .toList()
                .hashCode();
    }

    private Map<String, Condition> copy() {
        Map<String, Condition> copy = new TreeMap<>(IN_ORDER_OF_TYPES);
        copy.putAll(byType);
        return copy;
    }

    private static int position(String type) {
        for (ConditionType known : ConditionType.values()) {
            if (known.toString().equals(type)) {
                return known.ordinal();
            }
        }
        return Integer.MAX_VALUE;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Conditions that && toList().equals(that.toList());
    }

    @Override
    public int hashCode() {
        return toList().hashCode();
    }

    @Override
    public String toString() {
        return byType.values().toString();
    }
}
