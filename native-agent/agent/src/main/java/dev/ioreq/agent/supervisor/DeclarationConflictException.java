package dev.ioreq.agent.supervisor;

/** A declaration contradicts what is there; nothing was changed. */
public final class DeclarationConflictException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public DeclarationConflictException(String message) {
        super(message);
    }
}
