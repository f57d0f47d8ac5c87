package dev.ioreq.protocol.handover;

/** Bytes that are no message of this protocol. The message names the field, the value and what was expected. */
public final class MalformedMessageException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String field;

    /**
     * @param field what is wrong, as {@code MESSAGE.field}
     * @param value what it is
     * @param expected what it should be
     */
    public MalformedMessageException(String field, Object value, String expected) {
        this(new InvalidFieldException(field, value, expected));
    }

    MalformedMessageException(InvalidFieldException cause) {
        super(cause.getMessage(), cause);
        this.field = cause.field();
    }

    /** The field, as {@code MESSAGE.field}. */
    public String field() {
        return field;
    }
}
