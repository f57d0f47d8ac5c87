package dev.ioreq.playground.apiserver.write;

/**
 * How a write is meant.
 *
 * @param manager who owns the fields it sets
 * @param dryRun do everything but store
 * @param force let an apply take fields over
 */
public record WriteOptions(String manager, boolean dryRun, FieldValidation validation, boolean force) {
    /** A plain write of {@code manager}. */
    public static WriteOptions of(String manager) {
        return new WriteOptions(manager, false, FieldValidation.WARN, false);
    }

    public WriteOptions forced() {
        return new WriteOptions(manager, dryRun, validation, true);
    }
}
