package io.balsa.server.http.openraft;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.balsa.kv.store.Bytes;
import io.balsa.kv.store.Command;
import io.balsa.kv.store.Compare;
import io.balsa.kv.store.KvResult;
import io.balsa.kv.store.KvResult.TxnResult;
import io.balsa.server.http.BadRequest;
import io.balsa.server.http.Json;
import io.balsa.server.http.JsonFields;
import io.balsa.server.http.Replies;
import io.balsa.server.port.HttpHandler;
import io.balsa.server.port.HttpRequest;
import io.balsa.server.port.HttpResponse;
import io.balsa.server.store.Answer;
import io.balsa.server.store.ReplicatedStore;

import java.util.List;
import java.util.concurrent.CompletionStage;

/// `POST /write`:
///
///     {"Set":{"key":"foo","value":"bar"}}
///     {"CompareAndSet":{"key":"foo","expected_version":7,"value":"baz"}}
///
/// A version is the revision of the write that a value is from, and 0 where there is none. A set
/// that was not expected changes nothing and is answered with a null.
final class OpenraftWrite implements HttpHandler {
    private final ReplicatedStore store;
    private final Replies replies;

    OpenraftWrite(ReplicatedStore store, Replies replies) {
        this.store = store;
        this.replies = replies;
    }

    private record Wanted(Command command, String value) {}

    @Override
    public CompletionStage<HttpResponse> handle(HttpRequest request) {
        Wanted wanted;
        try {
            wanted = wanted(request);
        } catch (BadRequest wrong) {
            return replies.refusal(wrong);
        }
        return replies.answer(
                () -> store.write(wanted.command, null), answer -> form(answer, wanted.value));
    }

    private static Wanted wanted(HttpRequest request) throws BadRequest {
        var fields = Json.fields(request.body());
        var isSet = fields.has("Set");
        var name = isSet ? "Set" : "CompareAndSet";
        if (!(fields.node(name) instanceof ObjectNode inner)) {
            throw new BadRequest("\"%s\" holds an object with key and value".formatted(name));
        }
        fields.finish();
        return isSet ? set(new JsonFields(inner)) : compareAndSet(new JsonFields(inner));
    }

    private static Wanted set(JsonFields fields) throws BadRequest {
        var key = Bytes.of(fields.text("key"));
        var value = fields.text("value");
        fields.finish();
        return new Wanted(new Command.Put(key, Bytes.of(value), false), value);
    }

    private static Wanted compareAndSet(JsonFields fields) throws BadRequest {
        var key = Bytes.of(fields.text("key"));
        var value = fields.text("value");
        var expected = Compare.unchangedSince(key, fields.number("expected_version"));
        fields.finish();
        return new Wanted(
                Command.Txn.compareAndSet(List.of(expected), key, Bytes.of(value)), value);
    }

    private HttpResponse form(Answer answer, String value) {
        return Json.response(
                200,
                body -> {
                    var ok = body.putObject("Ok");
                    OpenraftJson.putEntry(ok, "log_id", answer.at(), store.state());
                    fill(ok.putObject("data"), answer.result(), value);
                    ok.putNull("membership");
                });
    }

    private static void fill(ObjectNode data, KvResult result, String value) {
        if (!(result instanceof TxnResult txn)) {
            data.put("value", value).put("version", result.revision());
        } else if (txn.succeeded()) {
            data.putObject("value").put("value", value).put("version", result.revision());
        } else {
            data.putNull("value");
        }
    }
}
