package dev.ioreq.playground.apiserver;

import dev.ioreq.playground.apiserver.auth.Access;
import dev.ioreq.playground.apiserver.auth.Authenticator;
import dev.ioreq.playground.apiserver.auth.Authorizer;
import dev.ioreq.playground.apiserver.auth.RbacAuthorizer;
import dev.ioreq.playground.apiserver.auth.RequestLog;
import dev.ioreq.playground.apiserver.auth.RulesOf;
import dev.ioreq.playground.apiserver.auth.User;
import dev.ioreq.playground.apiserver.builtin.BuiltinTypes;
import dev.ioreq.playground.apiserver.builtin.ModelSchemas;
import dev.ioreq.playground.apiserver.cel.CelRules;
import dev.ioreq.playground.apiserver.client.ApiClient;
import dev.ioreq.playground.apiserver.custom.CrdServing;
import dev.ioreq.playground.apiserver.custom.DeclaredTypes;
import dev.ioreq.playground.apiserver.faults.Faults;
import dev.ioreq.playground.apiserver.gc.Controllers;
import dev.ioreq.playground.apiserver.http.HttpFront;
import dev.ioreq.playground.apiserver.openapi.OpenApi;
import dev.ioreq.playground.apiserver.resource.ResourceCatalog;
import dev.ioreq.playground.apiserver.store.ResourceTable;
import dev.ioreq.playground.apiserver.store.Store;
import dev.ioreq.playground.apiserver.write.ApiObjects;
import java.io.IOException;
import java.util.List;
import javax.net.ssl.SSLContext;

/** The server as a whole. */
public final class EmbeddedApiServer implements AutoCloseable {
    private static final List<String> FIRST_NAMESPACES = List.of("default", "kube-system", "kube-node-lease");

    private final HttpFront.Backend backend;
    private final SSLContext ssl;
    private final Controllers controllers;
    private final ApiObjects objects;
    private final ResourceCatalog catalog;
    private final RequestLog requests;
    private final Access access;
    private final int port;
    private HttpFront front;

    private EmbeddedApiServer(
            HttpFront front,
            HttpFront.Backend backend,
            SSLContext ssl,
            Controllers controllers,
            ApiObjects objects,
            ResourceCatalog catalog,
            RequestLog requests,
            Access access) {
        this.front = front;
        this.port = front.port();
        this.backend = backend;
        this.ssl = ssl;
        this.controllers = controllers;
        this.objects = objects;
        this.catalog = catalog;
        this.requests = requests;
        this.access = access;
    }

    /** Starts a server with its first namespaces; it listens when this returns. */
    public static EmbeddedApiServer start(ApiServerConfig config) throws IOException {
        var schemas = new ModelSchemas();
        var catalog = new ResourceCatalog();
        catalog.add(BuiltinTypes.all(schemas));
        var store = new Store();
        store.listen(new CrdServing(catalog, new DeclaredTypes(schemas)));
        var objects = new ApiObjects(store, new CelRules());
        var requests = new RequestLog();
        var rbac = new RbacAuthorizer(store);
        var access = new Access(config.enforcesRbac() ? rbac : Authorizer.ALLOW_ALL, requests);
        var controllers = Controllers.start(objects, catalog);
        var system = new ApiClient(objects, catalog, access, User.system("apiserver"));
        FIRST_NAMESPACES.forEach(name -> system.resource("v1", "namespaces").ensure("", name));
        var backend = new HttpFront.Backend(
                objects,
                catalog,
                new OpenApi(catalog, store),
                new Authenticator(config.usersByToken()),
                access,
                config.enforcesRbac() ? rbac : RulesOf.ALL,
                config.logs(),
                new Faults());
        var front = HttpFront.start(backend, config.ssl(), config.port());
        return new EmbeddedApiServer(front, backend, config.ssl(), controllers, objects, catalog, requests, access);
    }

    /** Where it listens: {@code https://127.0.0.1:<port>}. */
    public String url() {
        return "https://127.0.0.1:" + port;
    }

    /** What was asked of it, in process and over HTTP. */
    public RequestLog requests() {
        return requests;
    }

    /** A client in the process; what it does counts under {@code user}. */
    public ApiClient client(User user) {
        return new ApiClient(objects, catalog, access, user);
    }

    /** Forgets past events, so that watches from before now start with 410. */
    public void compact() {
        objects.store().tables().forEach(ResourceTable::compact);
    }

    /** What goes wrong on purpose. */
    public Faults faults() {
        return backend.faults();
    }

    /** Ends all watches that are open now; their clients may begin new ones. */
    public synchronized void cutWatches() {
        front.cutWatches();
    }

    /** Nobody reaches it any more, as while an API server is replaced; what is stored stays. */
    public synchronized void stopListening() {
        front.close();
    }

    /** Listens again after {@link #stopListening}, at the same port. */
    public synchronized void listenAgain() throws IOException {
        front = HttpFront.start(backend, ssl, port);
    }

    /** Stops listening, ends all watches; everything stored is gone. */
    @Override
    public synchronized void close() {
        front.close();
        controllers.close();
    }
}
