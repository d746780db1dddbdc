package io.balsa.server.http.keys;

import static io.balsa.server.port.HttpMethod.DELETE;
import static io.balsa.server.port.HttpMethod.GET;
import static io.balsa.server.port.HttpMethod.POST;

import io.balsa.server.health.DiskProbe;
import io.balsa.server.health.Readiness;
import io.balsa.server.port.HttpRoutes;
import io.balsa.server.store.ReplicatedStore;

/// The table of this family.
///
/// `POST /kv/write` and `POST /kv/read` of the failover family hide the keys `write` and `read`
/// from `POST /kv/{key}`, so they come first; these two keys are set with `POST /kv/write`.
public final class KeyRoutes {
    private KeyRoutes() {}

    /// How the member is.
    public static void addProbes(
            HttpRoutes routes, ReplicatedStore store, DiskProbe disk, Readiness readiness) {
        var self = store.state().member();
        routes.on(GET, "/health", new Health(self, disk))
                .on(GET, "/ready", new Ready(self, readiness));
    }

    /// What the member says of itself.
    public static void addStatus(HttpRoutes routes, ReplicatedStore store) {
        routes.on(GET, "/status", new Status(store::state));
    }

    /// Keys as resources.
    public static void addKeys(HttpRoutes routes, ReplicatedStore store) {
        routes.on(GET, "/kv/{key}", new GetKey(store))
                .on(POST, "/kv/{key}", new PostKey(store))
                .on(DELETE, "/kv/{key}", new DeleteKey(store));
    }
}
