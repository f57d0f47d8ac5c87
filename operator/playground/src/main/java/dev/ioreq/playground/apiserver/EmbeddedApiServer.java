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
import dev.ioreq.playground.apiserver.gc.Controllers;
import dev.ioreq.playground.apiserver.http.HttpFront;
import dev.ioreq.playground.apiserver.openapi.OpenApi;
import dev.ioreq.playground.apiserver.resource.ResourceCatalog;
import dev.ioreq.playground.apiserver.store.ResourceTable;
import dev.ioreq.playground.apiserver.store.Store;
import dev.ioreq.playground.apiserver.write.ApiObjects;
import java.io.IOException;
import java.util.List;

/** The server as a whole. */
public final class EmbeddedApiServer implements AutoCloseable {
    private static final List<String> FIRST_NAMESPACES = List.of("default", "kube-system", "kube-node-lease");

    private final HttpFront front;
    private final Controllers controllers;
    private final ApiObjects objects;
    private final ResourceCatalog catalog;
    private final RequestLog requests;
    private final Access access;

    private EmbeddedApiServer(
            HttpFront front,
            Controllers controllers,
            ApiObjects objects,
            ResourceCatalog catalog,
            RequestLog requests,
            Access access) {
        this.front = front;
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
                config.logs());
        var front = HttpFront.start(backend, config.ssl(), config.port());
        return new EmbeddedApiServer(front, controllers, objects, catalog, requests, access);
    }

    /** Where it listens: {@code https://127.0.0.1:<port>}. */
    public String url() {
        return "https://127.0.0.1:" + front.port();
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

    /** Stops listening, ends all watches; everything stored is gone. */
    @Override
    public void close() {
        front.close();
        controllers.close();
    }
}
