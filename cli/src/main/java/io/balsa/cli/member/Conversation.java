package io.balsa.cli.member;

import io.balsa.cli.console.Failure;
import io.balsa.cli.console.Terminal;
import io.balsa.cli.console.Waiting;
import io.balsa.client.AsyncAdmin;
import io.balsa.client.AsyncKeys;
import io.balsa.client.BalsaClient;
import io.balsa.client.CallFailure;
import io.balsa.client.Endpoint;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;

/// What one command says to the group. What goes wrong ends as a [Failure] that names the member
/// and says what to do.
///
/// Before anything is asked, somebody must be there: a client would look for members until its time
/// is up, but whoever types a wrong port wants to know at once.
public final class Conversation implements AutoCloseable {
    private final BalsaClient client;
    private final List<Endpoint> endpoints;
    private final Waiting waiting;

    private Conversation(BalsaClient client, List<Endpoint> endpoints, Waiting waiting) {
        this.client = client;
        this.endpoints = endpoints;
        this.waiting = waiting;
    }

    static Conversation open(ConnectionOptions connection, Duration timeout, PrintWriter err) {
        return new Conversation(
                BalsaClient.of(connection.clientOptions(timeout)),
                connection.endpoints(),
                new Waiting(err, Terminal.isErrorWatched()));
    }

    /// Those to ask, in the order given.
    public List<Endpoint> endpoints() {
        return endpoints;
    }

    /// Asks for keys.
    ///
    /// @param what is done meanwhile, such as `reading`
    /// @throws Failure if there is no answer
    public <T> T keys(String what, Function<AsyncKeys, CompletableFuture<T>> question) {
        return ask(() -> Waiting.Step.of(what), question.apply(reached().asyncKeys()));
    }

    /// Asks something about the group, or for a change of it.
    ///
    /// @param what is done meanwhile, such as `handing over`
    /// @throws Failure if there is no answer
    public <T> T admin(String what, Function<AsyncAdmin, CompletableFuture<T>> question) {
        return ask(() -> Waiting.Step.of(what), question.apply(reached().asyncAdmin()));
    }

    /// For questions that may go unanswered without an end of the command.
    public AsyncAdmin admin() {
        return client.asyncAdmin();
    }

    /// Waits for an answer, and shows how far it is.
    ///
    /// @throws Failure if there is none
    public <T> T ask(Supplier<Waiting.Step> step, CompletableFuture<T> answer) {
        try {
            return waiting.await(answer, step);
        } catch (ExecutionException failure) {
            switch (failure.getCause()) {
                case Failure known -> throw known;
                case CallFailure known -> throw Remedies.explain(known);
                case null, default -> throw Failure.failed("a bug: " + failure.getCause(), failure);
            }
        }
    }

    private BalsaClient reached() {
        awaitAnyone();
        return client;
    }

    /// Waits until a member answers, whatever it says.
    ///
    /// @throws Failure if none does
    public void awaitAnyone() {
        ask(() -> Waiting.Step.of("looking for members"), anyone());
    }

    /// Completes with the first member that answers, whatever it says.
    private CompletableFuture<Endpoint> anyone() {
        var anyone = new CompletableFuture<Endpoint>();
        var silent = new ArrayList<String>();
        for (var endpoint : endpoints) {
            var _ =
                    client.asyncAdmin()
                            .status(endpoint)
                            .whenComplete((_, thrown) -> {
                                if (thrown == null) {
                                    anyone.complete(endpoint);
                                    return;
                                }
                                synchronized (silent) {
                                    silent.add(words(thrown));
                                    if (silent.size() == endpoints.size()) {
                                        anyone.completeExceptionally(nobody(silent));
                                    }
                                }
                            });
        }
        return anyone;
    }

    private Failure nobody(List<String> words) {
        var failure = Remedies.nobody(words);
        return endpoints.size() > 1 ? failure : failure.at(endpoints.getFirst().toString());
    }

    /// Why a member does not answer, without its name.
    public static String reason(Endpoint endpoint, Throwable thrown) {
        var words = words(thrown);
        var name = endpoint + ": ";
        return words.startsWith(name) ? words.substring(name.length()) : words;
    }

    private static String words(Throwable thrown) {
        var cause = thrown instanceof CompletionException wrapped ? wrapped.getCause() : thrown;
        return cause == null ? "" + thrown : "" + cause.getMessage();
    }

    @Override
    public void close() {
        client.close();
    }
}
