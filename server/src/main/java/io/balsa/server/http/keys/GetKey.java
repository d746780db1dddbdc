package io.balsa.server.http.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import io.balsa.server.store.ReplicatedStore;

import java.util.Base64;
import java.util.concurrent.CompletionStage;

/// `GET /kv/{key}`: `{"value":"…"}`, the value in Base64. Linearizable, or with
/// `?consistency=local` what this member has applied.
final class GetKey implements HttpHandler {
    private final ReplicatedStore store;

    GetKey(ReplicatedStore store) {
        this.store = store;
    }

    @Override
    public CompletionStage<HttpResponse> handle(HttpRequest request) {
        var key = request.variable("key");
        var query = RangeQuery.of(KeyRange.of(Bytes.of(key)));
        return KeyFailures.REPLIES.store(
                () -> store.read(query, consistency(request)), result -> form(key, result));
    }

    private static Consistency consistency(HttpRequest request) throws BadRequest {
        return switch (request.parameter("consistency").orElse("linearizable")) {
            case "linearizable" -> Consistency.LINEARIZABLE;
            case "local" -> Consistency.LOCAL;
            default -> throw new BadRequest("consistency is linearizable or local");
        };
    }

    private static HttpResponse form(String key, KvResult result) {
        var pairs = ((RangeResult) result).pairs();
        if (pairs.isEmpty()) {
            return HttpResponse.error(404, "Key '%s' not found".formatted(key));
        }
        var value = Base64.getEncoder().encode(pairs.getFirst().value().toArray());
        return Json.response(200, body -> body.put("value", new String(value, UTF_8)));
    }
}
