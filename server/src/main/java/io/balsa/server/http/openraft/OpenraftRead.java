package io.balsa.server.http.openraft;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.balsa.kv.store.Bytes;
import io.balsa.kv.store.KeyRange;
import io.balsa.kv.store.KeyValue;
import io.balsa.kv.store.KvResult;
import io.balsa.kv.store.KvResult.RangeResult;
import io.balsa.kv.store.RangeQuery;
import io.balsa.raft.node.Consistency;
import io.balsa.server.http.BadRequest;
import io.balsa.server.http.Json;
import io.balsa.server.http.Replies;
import io.balsa.server.port.HttpHandler;
import io.balsa.server.port.HttpRequest;
import io.balsa.server.port.HttpResponse;
import io.balsa.server.store.ReplicatedStore;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

/// The reads of a key, which is the body: `"foo"`.
record OpenraftRead(ReplicatedStore store, Replies replies, Consistency consistency, Form form)
        implements HttpHandler {

    /// How the value is given back.
    enum Form {
        /// `{"Ok":"bar"}`, and empty text where there is none.
        TEXT {
            @Override
            void fill(ObjectNode body, @Nullable KeyValue pair) {
                body.put("Ok", pair == null ? "" : pair.value().text());
            }
        },
        /// `{"Ok":{"value":{"value":"bar","version":7}}}`, and null where there is none.
        VERSIONED {
            @Override
            void fill(ObjectNode body, @Nullable KeyValue pair) {
                var ok = body.putObject("Ok");
                if (pair == null) {
                    ok.putNull("value");
                } else {
                    ok.putObject("value")
                            .put("value", pair.value().text())
                            .put("version", pair.modRevision());
                }
            }
        };

        abstract void fill(ObjectNode body, @Nullable KeyValue pair);
    }

    @Override
    public CompletionStage<HttpResponse> handle(HttpRequest request) {
        return replies.store(
                () -> store.read(RangeQuery.of(KeyRange.of(key(request.body()))), consistency),
                this::answer);
    }

    private static Bytes key(ByteBuffer body) throws BadRequest {
        var key = Json.value(body);
        if (!key.isTextual()) {
            throw new BadRequest("the body is the key as a JSON text, as in \"foo\"");
        }
        return Bytes.of(key.textValue());
    }

    private HttpResponse answer(KvResult result) {
        var pairs = ((RangeResult) result).pairs();
        return Json.response(
                200, body -> form.fill(body, pairs.isEmpty() ? null : pairs.getFirst()));
    }
}
