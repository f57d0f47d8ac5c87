package dev.ioreq.crds.common;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether a condition holds. */
public enum ConditionStatus {
    @JsonProperty("True")
    TRUE("True"),
    @JsonProperty("False")
    FALSE("False"),
    /** Nobody can say: for example the node's agent cannot be reached. */
    @JsonProperty("Unknown")
    UNKNOWN("Unknown");

    private final String value;

    ConditionStatus(String value) {
        this.value = value;
    }

    /** The word in the resource: {@code True}, {@code False}, {@code Unknown}. */
    @Override
    public String toString() {
        return value;
    }
}
