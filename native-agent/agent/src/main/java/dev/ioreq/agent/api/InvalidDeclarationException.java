package dev.ioreq.agent.api;

/** A declaration contradicts itself. The message names the field, the value and what was expected. */
public final class InvalidDeclarationException extends Exception {

    private static final long serialVersionUID = 1L;

    InvalidDeclarationException(String field, Object value, String expected) {
        super(field + ": " + value + ", expected " + expected);
    }
}
