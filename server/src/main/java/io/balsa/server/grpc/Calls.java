package io.balsa.server.grpc;

import io.grpc.StatusException;
import io.grpc.stub.StreamObserver;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/// Answers calls from futures.
record Calls(Errors errors) {
    /// Messages are not built on the threads of the member.
    private static final Executor ELSEWHERE = Thread::startVirtualThread;

    /// Asks for something.
    @FunctionalInterface
    interface Question<T> {
        CompletionStage<T> ask() throws StatusException;
    }

    /// Forms the answer.
    @FunctionalInterface
    interface Form<T, A> {
        A of(T result) throws StatusException;
    }

    <T, A> void answer(StreamObserver<A> client, Question<T> question, Form<T, A> form) {
        Departure.expect(client);
        CompletionStage<T> future;
        try {
            future = question.ask();
        } catch (StatusException refused) {
            client.onError(refused);
            return;
        }
        var _ =
                future.whenCompleteAsync(
                        (result, failure) -> {
                            if (failure == null) {
                                send(client, result, form);
                            } else {
                                client.onError(errors.of(failure));
                            }
                        },
                        ELSEWHERE);
    }

    <A> void answer(StreamObserver<A> client, A message) {
        Departure.expect(client);
        client.onNext(message);
        client.onCompleted();
    }

    private <T, A> void send(StreamObserver<A> client, T result, Form<T, A> form) {
        A message;
        try {
            message = form.of(result);
        } catch (StatusException | RuntimeException failure) {
            client.onError(errors.of(failure));
            return;
        }
        client.onNext(message);
        client.onCompleted();
    }
}
