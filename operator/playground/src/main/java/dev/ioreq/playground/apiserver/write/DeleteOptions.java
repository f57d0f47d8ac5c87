package dev.ioreq.playground.apiserver.write;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * How a delete is meant.
 *
 * @param gracePeriodSeconds what the object is given to end by itself, or null for its own default
 * @param propagation what becomes of the objects it owns
 * @param uid delete only this incarnation; empty for any
 * @param resourceVersion delete only this version; empty for any
 */
public record DeleteOptions(
        Long gracePeriodSeconds, Propagation propagation, String uid, String resourceVersion, boolean dryRun) {
    /** What becomes of dependents. */
    public enum Propagation {
        BACKGROUND,
        FOREGROUND,
        ORPHAN
    }

    /** The usual delete: dependents follow in the background. */
    public static final DeleteOptions BACKGROUND = new DeleteOptions(null, Propagation.BACKGROUND, "", "", false);

    /** At once, whatever the object's own grace period: how a kubelet confirms that a pod has ended. */
    public static final DeleteOptions NOW = new DeleteOptions(0L, Propagation.BACKGROUND, "", "", false);

    /** Reads a {@code DeleteOptions} body; a missing node means the usual delete. */
    public static DeleteOptions read(JsonNode body, boolean dryRun) {
        var propagation =
                switch (body.path("propagationPolicy").asText("")) {
                    case "Foreground" -> Propagation.FOREGROUND;
                    case "Orphan" -> Propagation.ORPHAN;
                    default ->
                        body.path("orphanDependents").asBoolean(false) ? Propagation.ORPHAN : Propagation.BACKGROUND;
                };
        var grace = body.path("gracePeriodSeconds");
        var conditions = body.path("preconditions");
        return new DeleteOptions(
                grace.isNumber() ? Long.valueOf(grace.asLong()) : null,
                propagation,
                conditions.path("uid").asText(""),
                conditions.path("resourceVersion").asText(""),
                dryRun || !body.path("dryRun").isEmpty());
    }
}
