package dev.ioreq.operator.events;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** What an Event of ours looks like. */
final class EventShape {

    private static final String COMPONENT = "ioreq-operator";
    private static final int LONGEST_MESSAGE = 1024;
    private static final int LONGEST_SUBJECT = 236;

    private final Clock clock;

    EventShape(Clock clock) {
        this.clock = clock;
    }

    /** The name is made of what is said, so that the same thing said again meets its own Event. */
    Event event(HasMetadata about, String type, String reason, String message) {
        var subject = about.getMetadata();
        String namespace = subject.getNamespace() == null ? "default" : subject.getNamespace();
        String text = message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE - 3) + "...";
        String now = now();
        return new EventBuilder()
                .withNewMetadata()
                .withName(name(subject.getName(), subject.getUid() + type + reason + text))
                .withNamespace(namespace)
                .endMetadata()
                .withNewInvolvedObject()
                .withApiVersion(about.getApiVersion())
                .withKind(about.getKind())
                .withNamespace(subject.getNamespace())
                .withName(subject.getName())
                .withUid(subject.getUid())
                .withResourceVersion(subject.getResourceVersion())
                .endInvolvedObject()
                .withType(type)
                .withReason(reason)
                .withMessage(text)
                .withFirstTimestamp(now)
                .withLastTimestamp(now)
                .withCount(1)
                .withNewSource()
                .withComponent(COMPONENT)
                .endSource()
                .withReportingComponent(COMPONENT)
                .build();
    }

    /** The Event that is there, said once more. */
    Event again(Event present, Event said) {
        int count = present.getCount() == null ? 1 : present.getCount();
        return new EventBuilder(present)
                .withCount(count + 1)
                .withLastTimestamp(said.getLastTimestamp())
                .build();
    }

    private String now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String name(String subject, String said) {
        String start = subject.length() <= LONGEST_SUBJECT ? subject : subject.substring(0, LONGEST_SUBJECT);
        long hash =
                UUID.nameUUIDFromBytes(said.getBytes(StandardCharsets.UTF_8)).getMostSignificantBits();
        return start + "." + Long.toHexString(hash);
    }
}
