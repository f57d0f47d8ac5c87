package dev.ioreq.playground.apiserver.http;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.ioreq.playground.apiserver.auth.Access;
import dev.ioreq.playground.apiserver.auth.Authenticator;
import dev.ioreq.playground.apiserver.auth.RulesOf;
import dev.ioreq.playground.apiserver.faults.Faults;
import dev.ioreq.playground.apiserver.logs.LogSource;
import dev.ioreq.playground.apiserver.openapi.OpenApi;
import dev.ioreq.playground.apiserver.resource.ResourceCatalog;
import dev.ioreq.playground.apiserver.table.Tables;
import dev.ioreq.playground.apiserver.write.ApiObjects;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/** The HTTPS listener on loopback. */
public final class HttpFront implements AutoCloseable {
    private static final int BACKLOG = 256;

    private final HttpsServer server;
    private final ExecutorService threads;
    private final WatchHandler watches;

    private HttpFront(HttpsServer server, ExecutorService threads, WatchHandler watches) {
        this.server = server;
        this.threads = threads;
        this.watches = watches;
    }

    /** What requests are answered from. */
    public record Backend(
            ApiObjects objects,
            ResourceCatalog catalog,
            OpenApi openApi,
            Authenticator authenticator,
            Access access,
            RulesOf rules,
            LogSource logs,
            Faults faults) {}

    /**
     * Starts to listen.
     *
     * @param port 0 for a free one
     */
    public static HttpFront start(Backend backend, SSLContext ssl, int port) throws IOException {
        tune();
        var tables = new Tables(Clock.systemUTC());
        var watches = new WatchHandler(tables);
        var resources = new ResourceHandler(
                backend.objects(), new ListAnswer(tables), watches, new LogHandler(backend.logs()), backend.access());
        var reviews = new ReviewHandler(backend.access().authorizer(), backend.rules(), backend.authenticator());
        var routes = new Routes(backend.catalog(), backend.openApi(), reviews, resources);
        var threads = Executors.newCachedThreadPool(task -> {
            var thread = new Thread(task, "apiserver-request");
            thread.setDaemon(true);
            return thread;
        });
        var server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        server.setHttpsConfigurator(new OptionalClientCertificate(ssl));
        server.setExecutor(threads);
        server.createContext("/", new ApiHandler(new Callers(backend.authenticator()), routes, backend.faults()));
        server.start();
        return new HttpFront(server, threads, watches);
    }

    /**
     * The JDK's server is told by system properties not to wait for more bytes before it sends (40 ms a request otherwise)
     * and to keep idle connections of clients that come back. Whoever set them before knows better.
     */
    private static void tune() {
        unlessSet("sun.net.httpserver.nodelay", "true");
        unlessSet("sun.net.httpserver.idleInterval", "300");
        unlessSet("sun.net.httpserver.maxIdleConnections", "1000");
    }

    private static void unlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** Ends all watches that are open now; their clients may begin new ones. */
    public void cutWatches() {
        watches.close();
    }

    /** Ends all requests and the listener. */
    @Override
    public void close() {
        watches.close();
        server.stop(0);
        threads.shutdownNow();
    }

    private static final class OptionalClientCertificate extends HttpsConfigurator {
        OptionalClientCertificate(SSLContext ssl) {
            super(ssl);
        }

        @Override
        public void configure(HttpsParameters parameters) {
            var ssl = getSSLContext().getDefaultSSLParameters();
            ssl.setWantClientAuth(true);
            parameters.setSSLParameters(ssl);
        }
    }
}
