package dev.ioreq.hypervisor;

import java.util.Objects;
import java.util.OptionalInt;

/**
 * What a hypervisor tells about a server.
 *
 * @param bufferedPort the guest's event channel of the buffered ring; empty for a server without one
 */
public record IoreqServerInfo(OptionalInt bufferedPort) {

    public IoreqServerInfo {
        Objects.requireNonNull(bufferedPort, "bufferedPort");
    }
}
