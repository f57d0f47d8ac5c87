package dev.ioreq.agent.csi;

import io.grpc.Status;

/** A call of the kubelet cannot be done. The message names the field, its value, and what was expected or what to do. */
final class Refusal extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Status status;

    Refusal(Status status, String message) {
        super(message);
        this.status = status;
    }

    static Refusal invalid(String field, Object value, String expected) {
        return new Refusal(Status.INVALID_ARGUMENT, field + ": " + value + ", expected " + expected);
    }

    /** For the answer of a gRPC call. */
    Status status() {
        return status.withDescription(getMessage());
    }
}
