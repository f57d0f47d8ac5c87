package dev.ioreq.playground.apiserver.gc;

import dev.ioreq.playground.apiserver.resource.ResourceCatalog;
import dev.ioreq.playground.apiserver.store.ResourceTable;
import dev.ioreq.playground.apiserver.store.StoreEvent;
import dev.ioreq.playground.apiserver.write.ApiObjects;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/** Runs the API's own controllers, one change after the other, on one thread. */
public final class Controllers implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Controllers.class.getName());

    private final ExecutorService thread;
    private final List<Controller> controllers;

    private Controllers(List<Controller> controllers) {
        this.controllers = controllers;
        this.thread = Executors.newSingleThreadExecutor(task -> {
            var worker = new Thread(task, "apiserver-controllers");
            worker.setDaemon(true);
            return worker;
        });
    }

    /** Something that answers changes. */
    interface Controller {
        /** Called for every change of every table, after it happened, in order for each table. */
        void changed(ResourceTable table, StoreEvent event);
    }

    public static Controllers start(ApiObjects objects, ResourceCatalog catalog) {
        var controllers = new Controllers(List.of(
                new GarbageCollector(objects, catalog),
                new NamespaceController(objects, catalog),
                new CrdController(objects, catalog)));
        objects.store().listen(controllers::enqueue);
        return controllers;
    }

    private void enqueue(ResourceTable table, StoreEvent event) {
        try {
            thread.execute(() -> run(table, event));
        } catch (RejectedExecutionException e) {
            LOG.log(
                    Level.DEBUG,
                    "{0} changed while the API server stops",
                    event.current().key());
        }
    }

    private void run(ResourceTable table, StoreEvent event) {
        for (var controller : controllers) {
            try {
                controller.changed(table, event);
            } catch (RuntimeException e) {
                LOG.log(
                        Level.ERROR,
                        "%s failed on %s of %s %s"
                                .formatted(
                                        controller.getClass().getSimpleName(),
                                        event.kind(),
                                        table.resource(),
                                        event.current().key()),
                        e);
            }
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
