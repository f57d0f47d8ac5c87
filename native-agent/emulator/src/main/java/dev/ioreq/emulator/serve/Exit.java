package dev.ioreq.emulator.serve;

/**
 * Why the program ends.
 *
 * @param code the process's exit code: 0 as told, 1 refused or the hypervisor gone, 2 wrong usage
 * @param message for the log
 */
public record Exit(int code, String message) {

    /** Ended as told. */
    public static Exit done(String message) {
        return new Exit(0, message);
    }

    /** Ended because it could not go on. */
    public static Exit failed(String message) {
        return new Exit(1, message);
    }

    /** Ended because its configuration does not fit. */
    public static Exit misconfigured(String message) {
        return new Exit(2, message);
    }
}
