package io.balsa.cli.cluster;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.balsa.cli.console.Failure;
import io.balsa.cli.console.Waiting;
import io.balsa.cli.member.Conversation;
import io.balsa.wire.v1.Follower;
import io.balsa.wire.v1.Member;
import io.balsa.wire.v1.Membership;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/// Waits until a new member has what the leader had when the waiting began, and votes if it is to.
final class CatchUp {
    private static final long PERIOD_MILLIS = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Executor LATER =
            CompletableFuture.delayedExecutor(PERIOD_MILLIS, MILLISECONDS);

    private final Conversation group;
    private final long id;
    private final boolean isToVote;
    private final long startNanos = System.nanoTime();
    private final CompletableFuture<Membership> end = new CompletableFuture<>();
    private long goal;
    private volatile Waiting.Step step = Waiting.Step.of("waiting for the member");
    private volatile String situation = "no leader was heard of";

    CatchUp(Conversation group, long id, boolean isToVote) {
        this.group = group;
        this.id = id;
        this.isToVote = isToVote;
    }

    /// The membership then.
    ///
    /// @throws Failure if that takes too long; the message says how far it is
    Membership await(Duration within) {
        look(within);
        return group.ask(() -> step, end);
    }

    private void look(Duration within) {
        var _ =
                Survey.of(group, PATIENCE)
                        .whenComplete((survey, thrown) -> {
                            if (thrown != null) {
                                end.completeExceptionally(thrown);
                                return;
                            }
                            onSurvey(survey);
                            if (end.isDone()) {
                                return;
                            }
                            if (System.nanoTime() - startNanos > within.toNanos()) {
                                end.completeExceptionally(late(within));
                            } else {
                                LATER.execute(() -> look(within));
                            }
                        });
    }

    private void onSurvey(Survey survey) {
        survey.leader()
                .ifPresent(leader -> {
                    goal = goal == 0 ? leader.getLastEntry().getIndex() : goal;
                    survey.member(id)
                            .ifPresent(member -> {
                                onFollower(member);
                                if (member.getFollower().getMatchedIndex() >= goal
                                        && (member.getVoter() || !isToVote)) {
                                    end.complete(leader.getMembership());
                                }
                            });
                });
    }

    private void onFollower(Member member) {
        var follower = member.getFollower();
        var matched = follower.getMatchedIndex();
        var text =
                follower.getPhase() == Follower.Phase.PHASE_SNAPSHOT
                        ? "member %d gets a snapshot".formatted(id)
                        : "member %d catches up".formatted(id);
        step = Waiting.Step.of(text, matched, goal);
        situation =
                follower.hasHeardMsAgo()
                        ? "it has %d of %d entries".formatted(matched, goal)
                        : "it was never heard of: does it run, and listen at %s?"
                                .formatted(member.getAddress().getPeerAddress());
    }

    private Failure late(Duration within) {
        return Failure.notNow(
                        "member %d is in the group, but has not caught up within %d s: %s"
                                .formatted(id, within.toSeconds(), situation))
                .remedy(
                        """
                        It goes on by itself, unless its log says why it refuses: it has to know
                        whom it joins (cluster.join, cluster.peers).
                        'balsa cluster status' shows how far it is.\
                        """);
    }
}
