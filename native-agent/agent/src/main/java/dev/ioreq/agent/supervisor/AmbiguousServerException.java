package dev.ioreq.agent.supervisor;

/** An agent died around a creation, and more than one new server has appeared since: which one is ours cannot be told. */
final class AmbiguousServerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AmbiguousServerException(String message) {
        super(message);
    }
}
