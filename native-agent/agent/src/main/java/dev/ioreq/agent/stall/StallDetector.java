package dev.ioreq.agent.stall;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The memory of one server's slots. A slot is stalled when a request is outstanding and neither the slot nor its progress counter has
 * moved for a while; any movement ends that. The page alone would not tell: a busy slot is nearly always taken.
 */
final class StallDetector {

    private final long stalledAfterNanos;
    private final List<SlotSample> last = new ArrayList<>();
    private final List<Long> sinceNanos = new ArrayList<>();

    StallDetector(Duration stalledAfter) {
        this.stalledAfterNanos = stalledAfter.toNanos();
    }

    /**
     * @param oldest how long the oldest outstanding request has not moved; zero without one
     * @param stalled some request has not moved for too long
     */
    record Verdict(Duration oldest, boolean stalled) {}

    Verdict look(List<SlotSample> slots, long nowNanos) {
        long oldest = 0;
        for (int slot = 0; slot < slots.size(); slot++) {
            SlotSample now = slots.get(slot);
            if (slot >= last.size()) {
                last.add(now);
                sinceNanos.add(nowNanos);
            } else if (!now.equals(last.get(slot))) {
                last.set(slot, now);
                sinceNanos.set(slot, nowNanos);
            }
            if (now.isOutstanding()) {
                oldest = Math.max(oldest, nowNanos - sinceNanos.get(slot));
            }
        }
        return new Verdict(Duration.ofNanos(oldest), oldest >= stalledAfterNanos);
    }
}
