package io.balsa.server;

import io.balsa.server.guard.AdminGuard;
import io.balsa.server.http.Self;
import io.balsa.server.http.failover.FailoverRoutes;
import io.balsa.server.http.keys.KeyRoutes;
import io.balsa.server.http.metrics.MetricsRoute;
import io.balsa.server.http.openapi.OpenApi;
import io.balsa.server.http.openraft.OpenraftMetrics;
import io.balsa.server.http.openraft.OpenraftRoutes;
import io.balsa.server.port.HttpHandler;
import io.balsa.server.port.HttpMethod;
import io.balsa.server.port.HttpRoutes;

/// Puts the families of HTTP routes together.
///
/// @param guard stands before the routes for those who look after the group
/// @param showsMetrics does `GET /metrics` have measurements, or only the state as JSON?
record HttpWiring(ClientWiring.Served served, Self self, AdminGuard guard, boolean showsMetrics) {

    HttpRoutes routes() {
        var store = served.store();
        var group = served.group();
        var metrics = served.metrics();
        var routes = new HttpRoutes(metrics.http());
        var asJson = new OpenraftMetrics(store::state);
        KeyRoutes.addProbes(routes, store, served.disk(), served.readiness());
        KeyRoutes.addStatus(routes, store);
        HttpHandler shown = showsMetrics ? new MetricsRoute(metrics, asJson) : asJson;
        routes.on(HttpMethod.GET, "/metrics", shown);
        routes.on(HttpMethod.GET, "/openapi.json", new OpenApi());
        FailoverRoutes.addTo(routes, store, self);
        FailoverRoutes.addAdmin(routes, group, self, guard, asJson);
        KeyRoutes.addKeys(routes, store);
        OpenraftRoutes.addTo(routes, store);
        OpenraftRoutes.addAdmin(routes, store, group, self, guard);
        return routes;
    }
}
