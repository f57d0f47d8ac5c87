package dev.ioreq.playground.scenario;

import dev.ioreq.playground.lab.Lab;

/** The stages on which scenarios are told: simulated nodes only, or a first node that is real Xen. */
final class Stages {
    /** The tag of scenarios that reach into a simulated node. */
    static final String SIMULATED_ONLY = "simulated-only";

    private Stages() {}

    /** Whether the first node of this run is real Xen. */
    static boolean real() {
        return !System.getProperty(Lab.PROPERTY, "").isEmpty();
    }
}
