package dev.ioreq.playground.apiserver.http;

import dev.ioreq.playground.apiserver.discovery.AggregatedDiscovery;
import dev.ioreq.playground.apiserver.discovery.Discovery;
import dev.ioreq.playground.apiserver.discovery.Reviews;
import dev.ioreq.playground.apiserver.openapi.OpenApi;
import dev.ioreq.playground.apiserver.resource.ApiException;
import dev.ioreq.playground.apiserver.resource.ResourceCatalog;
import java.io.IOException;

/** Which path leads where. */
final class Routes {
    private final ResourceCatalog catalog;
    private final Discovery discovery;
    private final AggregatedDiscovery aggregated;
    private final OpenApi openApi;
    private final ReviewHandler reviews;
    private final ResourceHandler resources;

    Routes(ResourceCatalog catalog, OpenApi openApi, ReviewHandler reviews, ResourceHandler resources) {
        this.catalog = catalog;
        this.discovery = new Discovery(catalog);
        this.aggregated = new AggregatedDiscovery(catalog);
        this.openApi = openApi;
        this.reviews = reviews;
        this.resources = resources;
    }

    void route(Call call) throws IOException {
        var path = call.path();
        String root = path.isEmpty() ? "" : path.get(0);
        switch (root) {
            case "version" -> call.answer(200, Discovery.version());
            case "openapi" -> openApi(call);
            case "api" -> api(call);
            case "apis" -> apis(call);
            default -> throw ApiException.noSuchPath();
        }
    }

    private void openApi(Call call) throws IOException {
        var path = call.path();
        if (path.size() > 1 && path.get(1).equals("v3")) {
            call.answer(
                    200,
                    path.size() == 2
                            ? openApi.index()
                            : openApi.version(
                                    ApiPath.parse(path.subList(2, path.size())).version()));
        } else if (path.size() == 2 && path.get(1).equals("v2")) {
            call.answer(200, OpenApi.V2_TYPE, openApi.v2());
        } else {
            throw ApiException.noSuchPath();
        }
    }

    private void api(Call call) throws IOException {
        if (call.path().size() > 1) {
            version(call, ApiPath.parse(call.path()));
        } else if (wantsAggregated(call)) {
            call.answer(200, AggregatedDiscovery.TYPE, aggregated.core());
        } else {
            call.answer(200, Discovery.coreVersions());
        }
    }

    private void apis(Call call) throws IOException {
        if (call.path().size() > 2) {
            version(call, ApiPath.parse(call.path()));
        } else if (call.path().size() == 2) {
            call.answer(200, discovery.group(call.path().get(1)));
        } else if (wantsAggregated(call)) {
            call.answer(200, AggregatedDiscovery.TYPE, aggregated.groups());
        } else {
            call.answer(200, discovery.groups());
        }
    }

    private static boolean wantsAggregated(Call call) {
        return call.header("Accept").contains(AggregatedDiscovery.ACCEPTED);
    }

    private void version(Call call, ApiPath path) throws IOException {
        if (path.isVersion()) {
            call.answer(200, discovery.resources(path.version()));
        } else if (Reviews.VERSIONS.contains(path.version())) {
            reviews.handle(call, path);
        } else {
            resources.handle(call, path.target(catalog));
        }
    }
}
