package dev.ioreq.agent.config;

import io.quarkus.runtime.Quarkus;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Ends the program with the one that started it, if that one asked for it: a playground that was killed leaves nothing running. */
public final class ParentWatch {

    /** The system property with the parent's process id. */
    public static final String PROPERTY = "ioreq.exit-with-parent";

    private static final Logger LOG = Logger.getLogger(ParentWatch.class);

    private ParentWatch() {}

    /** Does nothing if the property is not set. */
    public static void start() {
        Long parent = Long.getLong(PROPERTY);
        if (parent == null) {
            return;
        }
        Optional<ProcessHandle> process = ProcessHandle.of(parent);
        if (process.isEmpty()) {
            LOG.warnf("%s=%s: there is no such process any more, so this one ends too", PROPERTY, parent);
            Quarkus.asyncExit(0);
            return;
        }
        process.get().onExit().thenRun(() -> {
            LOG.infof("Process %s has ended, and this one ends with it (%s)", parent, PROPERTY);
            Quarkus.asyncExit(0);
        });
    }
}
