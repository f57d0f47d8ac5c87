package dev.ioreq.agent.api;

import dev.ioreq.protocol.agent.Snapshot;
import dev.ioreq.protocol.agent.WatchEvent;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The watch streams. A subscriber's queue holds keys, not states: whatever is sent is the latest at the time of sending, and a slow
 * reader costs at most one place a server.
 */
public final class WatchHub {

    private final Told told;
    private final Set<Subscriber> subscribers = ConcurrentHashMap.newKeySet();

    public WatchHub(Told told) {
        this.told = told;
    }

    /** Sends a snapshot, then every change, until the stream ends. */
    void subscribe(ServerCallStreamObserver<WatchEvent> stream) {
        Subscriber subscriber = new Subscriber(stream);
        // First listed, then the snapshot: a change between the two is told twice rather than never.
        subscribers.add(subscriber);
        stream.setOnCancelHandler(() -> subscribers.remove(subscriber));
        stream.setOnReadyHandler(subscriber::send);
        subscriber.start();
    }

    public void serverChanged(String key) {
        subscribers.forEach(subscriber -> subscriber.serverChanged(key));
    }

    public void nodeChanged() {
        subscribers.forEach(Subscriber::nodeChanged);
    }

    /** How many streams are open. */
    public int subscribers() {
        return subscribers.size();
    }

    private final class Subscriber {
        private final ServerCallStreamObserver<WatchEvent> stream;
        private final Set<String> servers = new LinkedHashSet<>();
        private boolean node;
        private boolean started;

        private Subscriber(ServerCallStreamObserver<WatchEvent> stream) {
            this.stream = stream;
        }

        private synchronized void start() {
            Snapshot.Builder snapshot =
                    Snapshot.newBuilder().setNode(told.node()).addAllServers(told.servers());
            stream.onNext(WatchEvent.newBuilder().setSnapshot(snapshot).build());
            started = true;
            send();
        }

        private synchronized void serverChanged(String key) {
            servers.add(key);
            send();
        }

        private synchronized void nodeChanged() {
            node = true;
            send();
        }

        private synchronized void send() {
            while (started && stream.isReady() && (node || !servers.isEmpty())) {
                WatchEvent.Builder event = WatchEvent.newBuilder();
                if (node) {
                    node = false;
                    event.setNode(told.node());
                } else {
                    String key = servers.iterator().next();
                    servers.remove(key);
                    told.server(key).ifPresentOrElse(event::setServer, () -> event.setGone(key));
                }
                stream.onNext(event.build());
            }
        }
    }
}
