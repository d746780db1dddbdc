package io.balsa.server.http;

import static io.balsa.server.port.HttpMethod.DELETE;
import static io.balsa.server.port.HttpMethod.GET;
import static io.balsa.server.port.HttpMethod.POST;

import static java.util.concurrent.CompletableFuture.completedStage;

import io.balsa.server.port.HttpHandler;
import io.balsa.server.port.HttpResponse;
import io.balsa.server.port.HttpRoutes;
import io.balsa.server.store.ReplicatedStore;

/// All routes of the HTTP API.
///
/// `POST /kv/write` and `POST /kv/read` hide the keys `write` and `read` from `POST /kv/{key}`;
/// these two are set with `POST /kv/write`.
public final class HttpApi {
    private HttpApi() {}

    /// The routes on top of `store`.
    ///
    /// @param self how this member is known to others
    public static HttpHandler of(ReplicatedStore store, Self self) {
        return new HttpRoutes()
                .on(GET, "/healthz", _ -> completedStage(HttpResponse.text(200, "ok")))
                .on(GET, "/state", new State(store, self))
                .on(POST, "/kv/write", new Write(store))
                .on(POST, "/kv/read", new Read(store))
                .on(GET, "/kv/{key}", new GetKey(store))
                .on(POST, "/kv/{key}", new PostKey(store))
                .on(DELETE, "/kv/{key}", new DeleteKey(store));
    }
}
