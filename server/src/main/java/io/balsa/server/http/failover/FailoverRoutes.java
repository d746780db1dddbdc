package io.balsa.server.http.failover;

import static io.balsa.server.port.HttpMethod.GET;
import static io.balsa.server.port.HttpMethod.POST;

import static java.util.concurrent.CompletableFuture.completedStage;

import io.balsa.server.group.Group;
import io.balsa.server.http.Self;
import io.balsa.server.port.HttpHandler;
import io.balsa.server.port.HttpResponse;
import io.balsa.server.port.HttpRoutes;
import io.balsa.server.store.ReplicatedStore;

/// The table of this family.
public final class FailoverRoutes {
    private FailoverRoutes() {}

    /// Adds the routes to `routes`.
    ///
    /// @param self how this member is known to others
    /// @param metrics what `GET /admin/metrics` answers
    public static void addTo(
            HttpRoutes routes, ReplicatedStore store, Group group, Self self, HttpHandler metrics) {
        var admin = new Admin(group, self);
        routes.on(GET, "/healthz", _ -> completedStage(HttpResponse.text(200, "ok")))
                .on(GET, "/state", new State(store, self))
                .on(POST, "/kv/write", new Write(store))
                .on(POST, "/kv/read", new Read(store))
                .on(POST, "/admin/init", admin::init)
                .on(POST, "/admin/add-learner", admin::addLearner)
                .on(POST, "/admin/change-membership", admin::changeMembership)
                .on(GET, "/admin/metrics", metrics);
    }
}
