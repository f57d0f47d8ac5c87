package dev.ioreq.protocol.handover;

/** The u16 in the header that says what a message is. */
public enum HandoverType {
    HELLO(1, 0),
    OFFER(2, 3),
    READY(3, 0),
    RANGES(4, 0),
    DETACH(5, 0),
    DETACHED(6, 0),
    RESUME(7, 2),
    RESUMED(8, 0),
    ERROR(9, 0);

    private final int code;
    private final int descriptors;

    HandoverType(int code, int descriptors) {
        this.code = code;
        this.descriptors = descriptors;
    }

    /** The number on the wire. */
    public int code() {
        return code;
    }

    /** How many file descriptors travel with a message of this type (SCM_RIGHTS), in the order the package names them. */
    public int descriptors() {
        return descriptors;
    }

    static HandoverType of(int code) {
        if (code < 1 || code > values().length) {
            throw new InvalidFieldException("header.type", code, "1.." + values().length);
        }
        return values()[code - 1];
    }
}
