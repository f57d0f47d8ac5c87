package dev.ioreq.playground.apiserver.client;

import dev.ioreq.playground.apiserver.resource.ResourceType;
import dev.ioreq.playground.apiserver.store.StoreEvent;
import dev.ioreq.playground.apiserver.store.StoredObject;
import dev.ioreq.playground.apiserver.watch.Watch;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.function.Consumer;

/** Runs a watch for a listener in the process. */
final class WatchThread {
    private static final Logger LOG = System.getLogger(WatchThread.class.getName());

    private WatchThread() {}

    static void start(Watch watch, ResourceType type, Consumer<WatchEvent> listener) {
        var thread = new Thread(
                () -> run(watch, type, listener),
                "apiserver-watch-" + type.names().plural());
        thread.setDaemon(true);
        thread.start();
    }

    private static void run(Watch watch, ResourceType type, Consumer<WatchEvent> listener) {
        try (watch) {
            watch.run(new Telling(type, listener), Instant.MAX);
        } catch (IOException e) {
            LOG.log(Level.ERROR, "a watch in the process failed, which only a stream can", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record Telling(ResourceType type, Consumer<WatchEvent> listener) implements Watch.Listener {
        /** A listener that fails on one event still gets the next. */
        @Override
        public void changed(StoreEvent.Kind kind, StoredObject object) {
            try {
                listener.accept(new WatchEvent(kind, type.conversion().toServed(object.copy())));
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "the listener of a watch failed on %s %s".formatted(kind, object.key()), e);
            }
        }
    }
}
