package dev.ioreq.protocol.handover;

/** A message that cannot be: thrown by the records' constructors, names the field, the value and what was expected. */
public final class InvalidFieldException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String field;
    private final String complaint;

    InvalidFieldException(String field, Object value, String expected) {
        super(field + ": " + value + ", expected " + expected);
        this.field = field;
        this.complaint = value + ", expected " + expected;
    }

    private InvalidFieldException(String field, InvalidFieldException cause) {
        super(field + ": " + cause.complaint, cause);
        this.field = field;
        this.complaint = cause.complaint;
    }

    /** The same complaint about a range, now that its place in the message is known. */
    InvalidFieldException ofRange(String path) {
        return new InvalidFieldException(field.replaceFirst("^range", path), this);
    }

    /** The field, as {@code MESSAGE.field}. */
    public String field() {
        return field;
    }
}
