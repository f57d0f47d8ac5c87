package dev.ioreq.operator.config;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Ends this process when the one that started it ends, so that a playground that was killed leaves nothing behind. */
@ApplicationScoped
class ExitWithParent {

    private static final Logger LOG = Logger.getLogger(ExitWithParent.class);
    private static final long GRACE_SECONDS = 3;

    private final Optional<Long> parent;

    ExitWithParent(@ConfigProperty(name = "ioreq.exit-with-parent") Optional<Long> parent) {
        this.parent = parent;
    }

    void watch(@Observes StartupEvent event) {
        parent.ifPresent(pid -> ProcessHandle.of(pid)
                .map(ProcessHandle::onExit)
                .orElseGet(() -> CompletableFuture.completedFuture(null))
                .thenRun(() -> exit(pid)));
    }

    private static void exit(long pid) {
        LOG.infof("Process %d, with which this one shall end (ioreq.exit-with-parent), has ended", pid);
        CompletableFuture.delayedExecutor(GRACE_SECONDS, TimeUnit.SECONDS)
                .execute(() -> Runtime.getRuntime().halt(0));
        Quarkus.asyncExit(0);
    }
}
