package dev.ioreq.hypervisor.simulated;

import dev.ioreq.hypervisor.Errno;
import java.util.Arrays;
import java.util.List;

/** In what the versions of Xen differ, as far as a device model can see. */
public enum XenVersion {
    V4_17("4.17", Errno.EOPNOTSUPP, List.of(), false),
    V4_20("4.20", Errno.EINVAL, List.of(0xfeffdL, 0xfeffbL), true);

    private final String text;
    private final Errno unknownResource;
    private final List<Long> legacyGfns;
    private final boolean answersDebugPort;

    XenVersion(String text, Errno unknownResource, List<Long> legacyGfns, boolean answersDebugPort) {
        this.text = text;
        this.unknownResource = unknownResource;
        this.legacyGfns = legacyGfns;
        this.answersDebugPort = answersDebugPort;
    }

    /** Reads {@code 4.17}. */
    public static XenVersion of(String text) {
        return Arrays.stream(values())
                .filter(version -> version.text.equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("version '" + text + "' is not simulated; there are "
                        + Arrays.stream(values()).map(XenVersion::text).toList()));
    }

    /** major.minor */
    public String text() {
        return text;
    }

    /** What acquire_resource answers for a type it does not know. */
    public Errno unknownResource() {
        return unknownResource;
    }

    /** Guest frames that servers can be given after those that the toolstack sets aside for them, which it does in HVM guests only. */
    public List<Long> legacyGfns() {
        return legacyGfns;
    }

    /** Whether a byte read from Bochs' debug port is answered by Xen itself, which takes the bytes written there in every version. */
    public boolean answersDebugPort() {
        return answersDebugPort;
    }
}
