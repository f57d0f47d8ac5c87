package dev.ioreq.crds.ioreqserver;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What is done when the patience with a lost emulator is over. */
public enum LossAction {
    /** Reads give all ones, writes are dropped, until an emulator is attached again. */
    @JsonProperty("Fence")
    FENCE,
    /** The guest goes on waiting. */
    @JsonProperty("Hold")
    HOLD,
    /** The domain is shut down as crashed. */
    @JsonProperty("ShutdownDomain")
    SHUTDOWN_DOMAIN
}
