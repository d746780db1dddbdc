package io.balsa.server.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;

import io.balsa.kv.store.Bytes;
import io.balsa.kv.store.KeyValue;
import io.balsa.kv.store.KvResult;
import io.balsa.kv.store.KvResult.DeleteResult;
import io.balsa.kv.store.KvResult.PutResult;
import io.balsa.kv.store.KvResult.RangeResult;
import io.balsa.kv.store.KvResult.TxnResult;
import io.balsa.server.store.Answer;
import io.balsa.wire.v1.CompareAndSetResult;
import io.balsa.wire.v1.ExecuteRequest.CommandCase;
import io.balsa.wire.v1.ExecuteResponse;
import io.balsa.wire.v1.GetResult;
import io.balsa.wire.v1.Pair;

import java.util.List;

/// Writes answers.
final class KvAnswers {
    private KvAnswers() {}

    static ExecuteResponse.Builder of(CommandCase command, Answer answer) {
        var result = answer.result();
        var response =
                ExecuteResponse.newBuilder().setTerm(answer.term()).setRevision(result.revision());
        switch (command) {
            case PUT -> response.setPut(put((PutResult) result));
            case DELETE -> response.setDelete(delete((DeleteResult) result));
            case GET -> response.setGet(get((RangeResult) result));
            case COMPARE_AND_SET -> response.setCompareAndSet(compareAndSet((TxnResult) result));
            case RANGE -> response.setRange(range((RangeResult) result));
            case COMMAND_NOT_SET -> throw new IllegalArgumentException("it was refused before");
        }
        return response;
    }

    private static io.balsa.wire.v1.PutResult put(PutResult result) {
        var answer = io.balsa.wire.v1.PutResult.newBuilder();
        var previous = result.previous();
        if (previous != null) {
            answer.setPrevious(pair(previous));
        }
        return answer.build();
    }

    private static io.balsa.wire.v1.DeleteResult delete(DeleteResult result) {
        return io.balsa.wire.v1.DeleteResult.newBuilder()
                .setDeleted(result.deleted())
                .addAllPrevious(pairs(result.previous()))
                .build();
    }

    private static GetResult get(RangeResult result) {
        var answer = GetResult.newBuilder();
        result.pairs().stream().findFirst().ifPresent(found -> answer.setPair(pair(found)));
        return answer.build();
    }

    private static CompareAndSetResult compareAndSet(TxnResult result) {
        var answer = CompareAndSetResult.newBuilder().setSucceeded(result.succeeded());
        for (KvResult inner : result.results()) {
            if (inner instanceof RangeResult found) {
                found.pairs().stream().findFirst().ifPresent(it -> answer.setActual(pair(it)));
            }
        }
        return answer.build();
    }

    private static io.balsa.wire.v1.RangeResult range(RangeResult result) {
        return io.balsa.wire.v1.RangeResult.newBuilder()
                .addAllPairs(pairs(result.pairs()))
                .setMore(result.more())
                .setCount(result.count())
                .build();
    }

    private static List<Pair> pairs(List<KeyValue> pairs) {
        return pairs.stream().map(KvAnswers::pair).toList();
    }

    private static Pair pair(KeyValue pair) {
        return Pair.newBuilder()
                .setKey(bytes(pair.key()))
                .setValue(bytes(pair.value()))
                .setCreateRevision(pair.createRevision())
                .setModRevision(pair.modRevision())
                .setVersion(pair.version())
                .build();
    }

    /// Nobody changes the bytes of a pair.
    private static ByteString bytes(Bytes bytes) {
        return UnsafeByteOperations.unsafeWrap(bytes.buffer());
    }
}
