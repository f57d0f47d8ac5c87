package dev.ioreq.playground.console;

import io.fabric8.kubernetes.api.model.Event;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One Kubernetes event as a line.
 *
 * @param time when it happened last, as the API writes it
 */
record EventLine(String time, String about, String type, String reason, String message) {
    static EventLine of(Event event) {
        String time = Stream.of(
                        Optional.ofNullable(event.getEventTime()).map(micro -> micro.getTime()),
                        Optional.ofNullable(event.getLastTimestamp()),
                        Optional.ofNullable(event.getMetadata().getCreationTimestamp()))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> Instant.EPOCH.toString());
        var about = event.getInvolvedObject();
        return new EventLine(
                time, about.getKind() + "/" + about.getName(), event.getType(), event.getReason(), event.getMessage());
    }

    @Override
    public String toString() {
        int clock = time.indexOf('T') + 1;
        return "%s  %s %s %s: %s"
                .formatted(time.substring(clock, Math.min(time.length(), clock + 8)), type, about, reason, message);
    }
}
