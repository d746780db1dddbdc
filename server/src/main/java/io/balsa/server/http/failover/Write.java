package io.balsa.server.http.failover;

import io.balsa.kv.store.Bytes;
import io.balsa.kv.store.Command;
import io.balsa.kv.store.KvResult;
import io.balsa.kv.store.KvResult.PutResult;
import io.balsa.kv.store.Once;
import io.balsa.server.http.BadRequest;
import io.balsa.server.http.Json;
import io.balsa.server.http.JsonFields;
import io.balsa.server.port.HttpHandler;
import io.balsa.server.port.HttpRequest;
import io.balsa.server.port.HttpResponse;
import io.balsa.server.store.Answer;
import io.balsa.server.store.ReplicatedStore;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// `POST /kv/write`: sets a key to a text, and answers `{"Ok":{"previous":…}}`.
///
///     {"key":"a","value":"b","serial":7}
///     {"key":"a","value":"b","serial":7,"session":"s","opens":true,"answered_below":5}
///
/// With a session, a write of the same serial that comes again gets the first answer ([Once]);
/// without one, the serial has no meaning.
final class Write implements HttpHandler {
    private final ReplicatedStore store;

    Write(ReplicatedStore store) {
        this.store = store;
    }

    @Override
    public CompletionStage<HttpResponse> handle(HttpRequest request) {
        return FailoverFailures.REPLIES.store(() -> write(request), Write::form);
    }

    private CompletableFuture<Answer> write(HttpRequest request) throws BadRequest {
        var fields = Json.fields(request.body());
        var key = Bytes.of(fields.text("key"));
        var put = new Command.Put(key, Bytes.of(fields.text("value")), true);
        var once = once(fields);
        fields.finish();
        return store.write(put, once);
    }

    private static @Nullable Once once(JsonFields fields) throws BadRequest {
        if (!fields.has("session")) {
            fields.number("serial", 0);
            return null;
        }
        return new Once(
                Bytes.of(fields.text("session")),
                fields.number("serial"),
                fields.flag("opens", true),
                fields.number("answered_below", 0));
    }

    private static HttpResponse form(KvResult result) {
        var previous = ((PutResult) result).previous();
        var text = previous == null ? null : previous.value().text();
        return Json.response(200, body -> body.putObject("Ok").put("previous", text));
    }
}
