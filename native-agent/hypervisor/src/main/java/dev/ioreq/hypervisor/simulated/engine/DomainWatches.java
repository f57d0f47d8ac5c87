package dev.ioreq.hypervisor.simulated.engine;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** Who wants to know of births and deaths (xenstore's @introduceDomain and @releaseDomain). Told on a thread that holds no lock. */
final class DomainWatches {

    private static final Logger LOG = System.getLogger(DomainWatches.class.getName());

    private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
    private final Executor executor;

    private final class Watch implements AutoCloseable {
        private final Runnable changed;

        private Watch(Runnable changed) {
            this.changed = changed;
        }

        private void fire() {
            executor.execute(() -> {
                if (watches.contains(this)) {
                    tell();
                }
            });
        }

        private void tell() {
            try {
                changed.run();
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "a watch on domains failed; it is called again at the next change", e);
            }
        }

        @Override
        public void close() {
            watches.remove(this);
        }
    }

    DomainWatches(Executor executor) {
        this.executor = executor;
    }

    AutoCloseable add(Runnable changed) {
        Watch watch = new Watch(changed);
        watches.add(watch);
        watch.fire();
        return watch;
    }

    void fire() {
        watches.forEach(Watch::fire);
    }
}
