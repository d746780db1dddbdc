package io.balsa.client;

import com.google.protobuf.ByteString;

import io.balsa.client.Request.Repeat;
import io.balsa.wire.v1.Delete;
import io.balsa.wire.v1.ExecuteRequest;
import io.balsa.wire.v1.ExecuteResponse;
import io.balsa.wire.v1.Get;
import io.balsa.wire.v1.KVServiceGrpc;
import io.balsa.wire.v1.Put;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Reads and writes keys. Every future ends within the deadline, with a [CallFailure] if not with
/// an answer, on a thread that may block.
///
/// Each write is applied once however often it is sent. Cancelling a future gives up the answer,
/// not the write.
public final class AsyncKeys {
    private final Caller caller;
    private final Writer writer;
    private final Duration time;

    AsyncKeys(Caller caller, Writer writer, Duration time) {
        this.caller = caller;
        this.writer = writer;
        this.time = time;
    }

    /// The same with another deadline for each call.
    public AsyncKeys within(Duration deadline) {
        return new AsyncKeys(caller, writer, deadline);
    }

    /// Writes a key. The answer holds the pair that was overwritten.
    public CompletableFuture<Answer.Put> put(ByteString key, ByteString value) {
        var put = Put.newBuilder().setKey(key).setValue(value).setPrevious(true);
        return write(ExecuteRequest.newBuilder().setPut(put))
                .thenApply(answer -> {
                    var result = answer.getPut();
                    return new Answer.Put(
                            Answer.Origin.of(answer),
                            result.hasPrevious()
                                    ? Optional.of(result.getPrevious())
                                    : Optional.empty());
                });
    }

    /// Deletes all keys of a range that are there.
    public CompletableFuture<Answer.Deleted> delete(KeyRange keys) {
        var delete = Delete.newBuilder().setKey(keys.first()).setEnd(keys.end());
        return write(ExecuteRequest.newBuilder().setDelete(delete))
                .thenApply(answer ->
                        new Answer.Deleted(
                                Answer.Origin.of(answer), answer.getDelete().getDeleted()));
    }

    /// Writes a key if it is as expected.
    ///
    /// @param update the new value; empty deletes the key
    public CompletableFuture<Answer.Swapped> compareAndSet(
            ByteString key, Expected expected, Optional<ByteString> update) {
        var wanted = expected.onWire().setKey(key);
        update.ifPresent(wanted::setUpdate);
        return write(ExecuteRequest.newBuilder().setCompareAndSet(wanted))
                .thenApply(answer -> {
                    var result = answer.getCompareAndSet();
                    return new Answer.Swapped(
                            Answer.Origin.of(answer),
                            result.getSucceeded(),
                            result.hasActual()
                                    ? Optional.of(result.getActual())
                                    : Optional.empty());
                });
    }

    /// Reads a key.
    public CompletableFuture<Answer.Got> get(ByteString key, Consistency consistency) {
        var get = Get.newBuilder().setKey(key).setConsistency(consistency.onWire());
        return read(ExecuteRequest.newBuilder().setGet(get), consistency)
                .thenApply(answer -> {
                    var result = answer.getGet();
                    return new Answer.Got(
                            Answer.Origin.of(answer),
                            result.hasPair() ? Optional.of(result.getPair()) : Optional.empty());
                });
    }

    /// Reads a range at one revision.
    public CompletableFuture<Answer.Page> range(RangeQuery query) {
        return read(ExecuteRequest.newBuilder().setRange(query.onWire()), query.consistency())
                .thenApply(answer -> {
                    var result = answer.getRange();
                    return new Answer.Page(
                            Answer.Origin.of(answer),
                            result.getPairsList(),
                            result.getMore(),
                            result.getCount());
                });
    }

    private CompletableFuture<ExecuteResponse> write(ExecuteRequest.Builder command) {
        return writer.write(command, time);
    }

    private CompletableFuture<ExecuteResponse> read(
            ExecuteRequest.Builder command, Consistency consistency) {
        return caller.call(
                new Request<>(
                        KVServiceGrpc.getExecuteMethod(),
                        command.build(),
                        consistency.target(),
                        Repeat.READ),
                time);
    }
}
