package dev.ioreq.agent.stall;

import dev.ioreq.agent.supervisor.Supervisors;
import dev.ioreq.agent.supervisor.Watched;
import dev.ioreq.hypervisor.abi.IoreqPage;
import dev.ioreq.hypervisor.abi.IoreqSlot;
import dev.ioreq.protocol.handover.ProgressPage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Looks at the slots of every server that an emulator holds, once an interval. */
public final class StallWatch implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(StallWatch.class);

    private final Supervisors supervisors;
    private final Duration stalledAfter;
    private final ScheduledFuture<?> schedule;
    private Map<String, StallDetector> detectors = new HashMap<>();
    private volatile Duration oldest = Duration.ZERO;
    private volatile int stalled;

    /** @param stalledAfter how long an outstanding request may stand still */
    public StallWatch(
            Supervisors supervisors, ScheduledExecutorService timer, Duration interval, Duration stalledAfter) {
        this.supervisors = supervisors;
        this.stalledAfter = stalledAfter;
        this.schedule =
                timer.scheduleWithFixedDelay(this::look, interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** How long the oldest outstanding request of all servers has not moved, as of the last look. */
    public Duration oldest() {
        return oldest;
    }

    /** How many emulators are stalled, as of the last look. */
    public int stalled() {
        return stalled;
    }

    private void look() {
        try {
            Map<String, StallDetector> kept = new HashMap<>();
            List<StallDetector.Verdict> verdicts = new ArrayList<>();
            long now = System.nanoTime();
            supervisors.forEachWatched((server, pages) -> {
                StallDetector detector = detectors.getOrDefault(server.key(), new StallDetector(stalledAfter));
                kept.put(server.key(), detector);
                try {
                    StallDetector.Verdict verdict = detector.look(sample(pages), now);
                    verdicts.add(verdict);
                    server.setStalled(verdict.stalled());
                } catch (IllegalStateException e) {
                    LOG.debugf("Server %s was unmapped while it was looked at", server.key());
                }
            });
            detectors = kept;
            stalled = (int)
                    verdicts.stream().filter(StallDetector.Verdict::stalled).count();
            oldest = verdicts.stream()
                    .map(StallDetector.Verdict::oldest)
                    .max(Duration::compareTo)
                    .orElse(Duration.ZERO);
        } catch (RuntimeException e) {
            // A periodic task that throws is never run again.
            LOG.errorf(e, "Looking for stalled emulators failed");
        }
    }

    private static List<SlotSample> sample(Watched pages) {
        return pages.progress().use(progress -> {
            ProgressPage counters = new ProgressPage(progress);
            return pages.frames().use(frames -> {
                IoreqPage page = new IoreqPage(frames.get(frames.size() - 1));
                List<SlotSample> samples = new ArrayList<>();
                for (int vcpu = 0; vcpu < pages.vcpus(); vcpu++) {
                    IoreqSlot slot = page.slot(vcpu);
                    samples.add(new SlotSample(slot.stateAcquire(), slot.request(), counters.counterAcquire(vcpu)));
                }
                return samples;
            });
        });
    }

    @Override
    public void close() {
        schedule.cancel(false);
    }
}
