package dev.ioreq.agent.supervisor;

/** A vCPU has not taken its answer yet, so its server must not be destroyed: the guest is paused, or very busy. */
final class NotQuietException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotQuietException(String message) {
        super(message);
    }
}
