package io.balsa.server.http.failover;

import static io.balsa.server.port.HttpMethod.GET;
import static io.balsa.server.port.HttpMethod.POST;

import static java.util.concurrent.CompletableFuture.completedStage;

import io.balsa.server.group.Group;
import io.balsa.server.guard.AdminGuard;
import io.balsa.server.http.Self;
import io.balsa.server.port.HttpHandler;
import io.balsa.server.port.HttpResponse;
import io.balsa.server.port.HttpRoutes;
import io.balsa.server.store.ReplicatedStore;

/// The table of this family.
public final class FailoverRoutes {
    private FailoverRoutes() {}

    /// Adds the routes for everybody to `routes`.
    ///
    /// @param self how this member is known to others
    public static void addTo(HttpRoutes routes, ReplicatedStore store, Self self) {
        routes.on(GET, "/healthz", _ -> completedStage(HttpResponse.text(200, "ok")))
                .on(GET, "/state", new State(store, self))
                .on(POST, "/kv/write", new Write(store))
                .on(POST, "/kv/read", new Read(store));
    }

    /// Adds the routes that `guard` stands before.
    ///
    /// @param self how this member is known to others
    /// @param metrics what `GET /admin/metrics` answers
    public static void addAdmin(
            HttpRoutes routes, Group group, Self self, AdminGuard guard, HttpHandler metrics) {
        var admin = new Admin(group, self);
        routes.on(POST, "/admin/init", guard.protect(admin::init))
                .on(POST, "/admin/add-learner", guard.protect(admin::addLearner))
                .on(POST, "/admin/change-membership", guard.protect(admin::changeMembership))
                .on(GET, "/admin/metrics", guard.protect(metrics));
    }
}
