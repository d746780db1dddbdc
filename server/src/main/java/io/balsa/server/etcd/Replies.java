package io.balsa.server.etcd;

import io.balsa.kv.store.KvResult;
import io.balsa.kv.store.KvResult.DeleteResult;
import io.balsa.kv.store.KvResult.PutResult;
import io.balsa.kv.store.KvResult.RangeResult;
import io.balsa.kv.store.KvResult.Rejected;
import io.balsa.kv.store.KvResult.TxnResult;
import io.balsa.server.grpc.Departure;
import io.balsa.server.store.Answer;
import io.balsa.server.store.Causes;
import io.balsa.server.store.RequestFailure;
import io.balsa.wire.etcd.ResponseHeader;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.StreamObserver;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.CompletableFuture;

/// Answers calls from what the store says, as soon as it says it.
final class Replies {
    private static final Logger LOG = LoggerFactory.getLogger(Replies.class);

    /// More pairs than this are not put into bytes on the thread that applies commands.
    private static final int SMALL_PAIRS_MAX = 16;

    private final Headers headers;

    Replies(Headers headers) {
        this.headers = headers;
    }

    /// Asks the store.
    interface Question {
        CompletableFuture<Answer> ask() throws StatusException;
    }

    /// Forms the answer to a client of a result, which is of the kind that `T` needs.
    interface Form<T> {
        T of(ResponseHeader header, KvResult result);
    }

    /// Answers with what is ready to be sent.
    static <T> void answer(StreamObserver<T> client, CompletableFuture<T> answer) {
        Departure.expect(client);
        var _ =
                answer.whenComplete((message, failure) -> {
                    if (failure != null) {
                        client.onError(status(failure).asException());
                    } else {
                        client.onNext(message);
                        client.onCompleted();
                    }
                });
    }

    <T> void answer(StreamObserver<T> client, Question question, Form<T> form) {
        Departure.expect(client);
        CompletableFuture<Answer> future;
        try {
            future = question.ask();
        } catch (StatusException refused) {
            client.onError(refused);
            return;
        }
        var _ =
                future.whenComplete((answer, failure) -> {
                    if (failure != null) {
                        client.onError(status(failure).asException());
                    } else if (answer.result() instanceof Rejected(_, var problem)) {
                        client.onError(EtcdErrors.of(problem).asException());
                    } else if (isSmall(answer.result())) {
                        send(client, answer, form);
                    } else {
                        Thread.startVirtualThread(() -> send(client, answer, form));
                    }
                });
    }

    private <T> void send(StreamObserver<T> client, Answer answer, Form<T> form) {
        var result = answer.result();
        client.onNext(form.of(headers.of(answer.term(), result.revision()), result));
        client.onCompleted();
    }

    private static boolean isSmall(KvResult result) {
        return switch (result) {
            case RangeResult range -> range.pairs().size() <= SMALL_PAIRS_MAX;
            case DeleteResult delete -> delete.previous().size() <= SMALL_PAIRS_MAX;
            case TxnResult txn ->
                    txn.results().size() <= 1 && txn.results().stream().allMatch(Replies::isSmall);
            case PutResult _, Rejected _ -> true;
        };
    }

    private static Status status(Throwable failure) {
        var cause = Causes.of(failure);
        if (cause instanceof RequestFailure known) {
            return EtcdErrors.of(known);
        }
        LOG.warn("could not answer a request", cause);
        return Status.INTERNAL.withDescription("balsa: internal error, see this member's log");
    }
}
