package io.balsa.server.http.keys;

import io.balsa.kv.store.Bytes;
import io.balsa.kv.store.Command;
import io.balsa.kv.store.KeyRange;
import io.balsa.server.http.Json;
import io.balsa.server.port.HttpHandler;
import io.balsa.server.port.HttpRequest;
import io.balsa.server.port.HttpResponse;
import io.balsa.server.store.ReplicatedStore;

import java.util.concurrent.CompletionStage;

/// `DELETE /kv/{key}`: deletes the key. That it was not there is no failure.
final class DeleteKey implements HttpHandler {
    private final ReplicatedStore store;

    DeleteKey(ReplicatedStore store) {
        this.store = store;
    }

    @Override
    public CompletionStage<HttpResponse> handle(HttpRequest request) {
        var key = request.variable("key");
        var delete = new Command.DeleteRange(KeyRange.of(Bytes.of(key)), false);
        var message = "Key '%s' deleted successfully".formatted(key);
        return KeyFailures.REPLIES.store(
                () -> store.write(delete, null),
                _ -> Json.response(200, body -> body.put("message", message)));
    }
}
