package dev.ioreq.operator.emulatorpod;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names and words on emulator pods. */
public final class PodNames {

    /** Label and selector: pods that this operator made. */
    public static final String MANAGED_BY = "app.kubernetes.io/managed-by";

    /** Its value. */
    public static final String OPERATOR = "ioreq-operator";

    /** Label: the name of the IoreqServer; shortened like {@link #label(String)} where it is too long for one. */
    public static final String SERVER = "ioreq.dev/server";

    /** Annotation: a hash of the template the pod was made from. */
    public static final String TEMPLATE_HASH = "ioreq.dev/template-hash";

    private static final int LONGEST_NAME = 253;
    private static final int LONGEST_LABEL = 63;
    private static final int HASH_CHARACTERS = 10;

    private PodNames() {}

    /** The pod's name: {@code <server>-emulator}. */
    public static String pod(String server) {
        return shortened(server, LONGEST_NAME - "-emulator".length()) + "-emulator";
    }

    /** The value of the label {@link #SERVER}. */
    public static String label(String server) {
        return shortened(server, LONGEST_LABEL);
    }

    /** The first characters of the SHA-256 of the text, in hex. */
    static String hash(String text, int characters) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, characters);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String shortened(String name, int longest) {
        if (name.length() <= longest) {
            return name;
        }
        return name.substring(0, longest - HASH_CHARACTERS - 1) + "-" + hash(name, HASH_CHARACTERS);
    }
}
