package dev.ioreq.protocol.handover;

/**
 * An emulator presents itself.
 *
 * @param minVersion the lowest protocol version it speaks, 1..65535
 * @param maxVersion the highest protocol version it speaks
 * @param name who it is, for logs: 1..63 bytes of UTF-8 without control characters
 */
public record Hello(int minVersion, int maxVersion, String name) implements HandoverMessage {

    public Hello {
        Fields.within("HELLO.minVersion", minVersion, 1, 0xFFFF);
        Fields.within("HELLO.maxVersion", maxVersion, minVersion, 0xFFFF);
        Fields.name("HELLO.name", name);
    }

    /** An emulator that speaks exactly the version of this code. */
    public Hello(String name) {
        this(Handover.VERSION, Handover.VERSION, name);
    }

    /** Whether the emulator speaks {@code version}. */
    public boolean speaks(int version) {
        return minVersion <= version && version <= maxVersion;
    }

    @Override
    public HandoverType type() {
        return HandoverType.HELLO;
    }
}
