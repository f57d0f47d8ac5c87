package dev.ioreq.playground.apiserver.client;

import dev.ioreq.playground.apiserver.auth.Access;
import dev.ioreq.playground.apiserver.auth.User;
import dev.ioreq.playground.apiserver.resource.ApiException;
import dev.ioreq.playground.apiserver.resource.GroupVersion;
import dev.ioreq.playground.apiserver.resource.ResourceCatalog;
import dev.ioreq.playground.apiserver.write.ApiObjects;

/** One user's access to the objects, in process. */
public final class ApiClient {
    private final ApiObjects objects;
    private final ResourceCatalog catalog;
    private final Access access;
    private final User user;

    public ApiClient(ApiObjects objects, ResourceCatalog catalog, Access access, User user) {
        this.objects = objects;
        this.catalog = catalog;
        this.access = access;
        this.user = user;
    }

    /**
     * The resource {@code plural} of {@code apiVersion}: {@code resource("v1", "pods")}.
     *
     * @throws ApiException 404 when nothing of that name is served, for instance because its CRD is missing
     */
    public ResourceClient resource(String apiVersion, String plural) {
        var type = catalog.find(GroupVersion.parse(apiVersion), plural).orElseThrow(ApiException::noSuchPath);
        return new ResourceClient(objects, type, access, user);
    }
}
