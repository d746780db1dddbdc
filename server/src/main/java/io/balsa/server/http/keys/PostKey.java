package io.balsa.server.http.keys;

import io.balsa.kv.store.Bytes;
import io.balsa.kv.store.Command;
import io.balsa.server.http.Json;
import io.balsa.server.port.HttpHandler;
import io.balsa.server.port.HttpRequest;
import io.balsa.server.port.HttpResponse;
import io.balsa.server.store.ReplicatedStore;

import java.util.concurrent.CompletionStage;

/// `POST /kv/{key}`: sets the key to the bytes of the body.
final class PostKey implements HttpHandler {
    private final ReplicatedStore store;

    PostKey(ReplicatedStore store) {
        this.store = store;
    }

    @Override
    public CompletionStage<HttpResponse> handle(HttpRequest request) {
        var key = request.variable("key");
        var put = new Command.Put(Bytes.of(key), Bytes.copyOf(request.body()), false);
        var message = "Key '%s' updated successfully".formatted(key);
        return KeyFailures.REPLIES.store(
                () -> store.write(put, null),
                _ -> Json.response(200, body -> body.put("message", message)));
    }
}
