package dev.ioreq.crds.validation;

import java.util.ArrayList;
import java.util.List;

/** The faults of a resource, one line each. */
final class Faults {

    private final List<String> lines = new ArrayList<>();
    private boolean blocking;

    void add(String line) {
        lines.add(line);
    }

    /** Adds a fault after which the API server asks no rules: something missing, too long or of another type. */
    void block(String line) {
        lines.add(line);
        blocking = true;
    }

    boolean areBlocking() {
        return blocking;
    }

    List<String> lines() {
        return lines;
    }
}
