package dev.ioreq.agent.csi;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The name that the operator gives a server's emulator pod: {@code <server>-emulator}. Of a server's name longer than 244 characters
 * the first 233 are taken, then {@code -} and the first 10 hex digits of its SHA-256: a pod's name has at most 253 characters.
 */
final class EmulatorPodName {

    private static final String SUFFIX = "-emulator";
    private static final int LONGEST = 253 - SUFFIX.length();
    private static final int HASH_CHARACTERS = 10;

    private EmulatorPodName() {}

    static String of(String server) {
        if (server.length() <= LONGEST) {
            return server + SUFFIX;
        }
        return server.substring(0, LONGEST - HASH_CHARACTERS - 1) + "-" + hash(server) + SUFFIX;
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, HASH_CHARACTERS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
