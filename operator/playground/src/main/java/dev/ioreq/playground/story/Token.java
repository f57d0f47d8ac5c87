package dev.ioreq.playground.story;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Bearer tokens of one run. */
final class Token {
    private static final int BYTES = 24;

    private Token() {}

    /** One that nobody can guess. */
    static String random() {
        var bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
