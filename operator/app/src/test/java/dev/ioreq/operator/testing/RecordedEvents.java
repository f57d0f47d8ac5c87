package dev.ioreq.operator.testing;

import dev.ioreq.operator.events.EventRecorder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.List;

/** Events as lines: {@code Warning name Reason}. */
public final class RecordedEvents implements EventRecorder {

    private final List<String> lines = new ArrayList<>();

    @Override
    public synchronized void normal(HasMetadata about, String reason, String message) {
        lines.add("Normal " + about.getMetadata().getName() + " " + reason);
    }

    @Override
    public synchronized void warning(HasMetadata about, String reason, String message) {
        lines.add("Warning " + about.getMetadata().getName() + " " + reason);
    }

    /** All of them, in order. */
    public synchronized List<String> lines() {
        return List.copyOf(lines);
    }
}
