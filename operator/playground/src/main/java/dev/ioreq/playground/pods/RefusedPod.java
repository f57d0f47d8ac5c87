package dev.ioreq.playground.pods;

/** A container of a pod cannot be started as declared. Its message names the field and what is wrong with it. */
final class RefusedPod extends Exception {
    /** The reason that means: all is well, but something the pod needs is not there yet. */
    static final String NOT_YET = "ContainerCreating";

    private static final long serialVersionUID = 1;

    private final String reason;

    /** @param reason the word a kubelet gives as the waiting reason */
    RefusedPod(String reason, String message) {
        super(message);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
