package dev.ioreq.operator.events;

import io.fabric8.kubernetes.api.model.HasMetadata;

/** Tells people what happened to a resource. Returns at once. */
public interface EventRecorder {

    /** Something went as it should. */
    void normal(HasMetadata about, String reason, String message);

    /** Something a person should look at. */
    void warning(HasMetadata about, String reason, String message);
}
