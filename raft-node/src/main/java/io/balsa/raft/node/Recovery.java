package io.balsa.raft.node;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// The way back to what the group had committed: a linearizable read that is asked again and again
/// until a leader has confirmed it. On a leader that waits for its own first entry; on others the
/// leader says which index it is (Raft thesis §6.4).
final class Recovery {
    private final Await await;
    private final Shell<?> shell;
    private final Requests<?> requests;
    private final CompletableFuture<RaftState> answer = new CompletableFuture<>();

    Recovery(Await await, Shell<?> shell, Requests<?> requests) {
        this.await = await;
        this.shell = shell;
        this.requests = requests;
    }

    CompletableFuture<RaftState> begin(Duration within) {
        var patience = Nanos.of(within);
        var deadline = Nanos.after(shell.now(), patience);
        var limit =
                await.until(
                        "this member to apply what the group has committed",
                        _ -> answer.isDone(),
                        within);
        var _ = limit.whenComplete((_, failure) -> failUnlessDone(failure));
        attempt(deadline);
        return answer;
    }

    private void failUnlessDone(@org.jspecify.annotations.Nullable Throwable failure) {
        if (failure != null) {
            answer.completeExceptionally(failure);
        }
    }

    private void attempt(long deadline) {
        var rest = Duration.ofNanos(Math.max(1, deadline - shell.now()));
        var _ =
                await.leader(rest)
                        .thenCompose(_ ->
                                requests.read(
                                        Consistency.LINEARIZABLE,
                                        shell::state,
                                        RequestOptions.DEFAULT.within(rest)))
                        .whenComplete((state, failure) -> {
                            if (failure == null) {
                                answer.complete(state);
                            } else if (!answer.isDone()) {
                                retry(deadline);
                            }
                        });
    }

    /// Not at once: whoever refused needs a moment.
    private void retry(long deadline) {
        var pause = Duration.ofNanos(shell.setup().timing().heartbeatNanos());
        var _ =
                await.until("a moment", _ -> false, pause)
                        .whenComplete((_, failure) -> {
                            if (failure.getClass() == RaftException.TimedOut.class
                                    && !answer.isDone()) {
                                attempt(deadline);
                            }
                        });
    }
}
