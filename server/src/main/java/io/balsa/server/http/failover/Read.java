package io.balsa.server.http.failover;

import io.balsa.kv.store.Bytes;
import io.balsa.kv.store.KeyRange;
import io.balsa.kv.store.KvResult;
import io.balsa.kv.store.KvResult.RangeResult;
import io.balsa.kv.store.RangeQuery;
import io.balsa.raft.node.Consistency;
import io.balsa.server.http.BadRequest;
import io.balsa.server.http.Json;
import io.balsa.server.port.HttpHandler;
import io.balsa.server.port.HttpRequest;
import io.balsa.server.port.HttpResponse;
import io.balsa.server.store.Answer;
import io.balsa.server.store.ReplicatedStore;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// `POST /kv/read` of `{"key":"a"}`: `{"Ok":{"value":…}}`, null where there is none. Answers from
/// what this member has applied, which may be behind.
final class Read implements HttpHandler {
    private final ReplicatedStore store;

    Read(ReplicatedStore store) {
        this.store = store;
    }

    @Override
    public CompletionStage<HttpResponse> handle(HttpRequest request) {
        return FailoverFailures.REPLIES.store(() -> read(request), Read::form);
    }

    private CompletableFuture<Answer> read(HttpRequest request) throws BadRequest {
        var fields = Json.fields(request.body());
        var key = Bytes.of(fields.text("key"));
        fields.finish();
        return store.read(RangeQuery.of(KeyRange.of(key)), Consistency.LOCAL);
    }

    private static HttpResponse form(KvResult result) {
        var pairs = ((RangeResult) result).pairs();
        var text = pairs.isEmpty() ? null : pairs.getFirst().value().text();
        return Json.response(200, body -> body.putObject("Ok").put("value", text));
    }
}
