package dev.ioreq.hypervisor;

import java.util.Objects;

/**
 * A server that exists.
 *
 * @param id its number
 * @param ownership whether this domain created it
 */
public record ProbedServer(IoreqServerId id, Ownership ownership) {

    public ProbedServer {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(ownership, "ownership");
    }
}
