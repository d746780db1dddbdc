package io.balsa.raft.node;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Role;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

class AwaitTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ManualRuntime runtime = new ManualRuntime();

    @Test
    void seesALeaderItsEntriesAndWhatTheyCameTo() {
        try (var group = LocalGroup.of(3)) {
            var leader =
                    requireNonNull(group.node(1).await().leader(LocalGroup.LONG).join().leader());
            var last = group.node(1).propose(UTF_8.encode("x")).join().id().index();

            for (var id = 1; id <= 3; id++) {
                var await = group.node(id).await();
                assertThat(await.leader(leader, LocalGroup.LONG).join().leader()).isEqualTo(leader);
                assertThat(await.log(last, LocalGroup.LONG).join().lastEntry().index())
                        .isGreaterThanOrEqualTo(last);
                assertThat(await.committed(last, LocalGroup.LONG).join().commitIndex())
                        .isGreaterThanOrEqualTo(last);
                assertThat(await.applied(last, LocalGroup.LONG).join().appliedIndex())
                        .isGreaterThanOrEqualTo(last);
                assertThat(await.membership(LocalGroup.voters(3), LocalGroup.LONG))
                        .succeedsWithin(LocalGroup.LONG);
                assertThat(await.voters(LocalGroup.voters(3).voters(), LocalGroup.LONG))
                        .succeedsWithin(LocalGroup.LONG);
            }
        }
    }

    @Test
    void saysWhatWasAwaitedAndWhatWasSeenLast() {
        try (var group = LocalGroup.alone(runtime, NodeLimits.DEFAULT)) {
            var answer = group.node(1).await().applied(1_000, SECOND);

            runtime.pass(SECOND.toNanos() - 1);
            assertThat(answer).isNotDone();
            runtime.pass(1);

            assertThat(answer.exceptionNow())
                    .isInstanceOf(RaftException.TimedOut.class)
                    .hasMessageContaining("waited 1.000 s for entry 1000 to be applied")
                    .hasMessageContaining("appliedIndex=2");
        }
    }

    @Test
    void needsNoFurtherEventToSeeWhatTheApplyLaneHasDone() {
        try (var group = LocalGroup.alone(runtime, NodeLimits.DEFAULT)) {
            var answer = group.node(1).await().applied(2, Duration.ofDays(100_000));

            runtime.run();

            assertThat(answer).isCompleted();
            assertThat(answer.join().role()).isInstanceOf(Role.Leader.class);
        }
    }

    @Test
    void hasOneDeadlineEach() {
        try (var group = LocalGroup.alone(runtime, NodeLimits.DEFAULT)) {
            var other = MemberId.of(9);
            var soon = group.node(1).await().leader(other, SECOND);
            var late =
                    group.node(1)
                            .await()
                            .voters(new TreeSet<>(List.of(other)), SECOND.plus(SECOND));
            var never = group.node(1).await().leader(other, Duration.ofSeconds(Long.MAX_VALUE));

            runtime.pass(SECOND.toNanos());
            assertThat(soon).isCompletedExceptionally();
            assertThat(late).isNotDone();
            runtime.pass(SECOND.toNanos());
            assertThat(late).isCompletedExceptionally();
            runtime.pass(Duration.ofDays(1).toNanos());
            assertThat(never).isNotDone();
        }
    }

    @Test
    void passesOnWhatTheConditionThrows() {
        try (var group = LocalGroup.alone(runtime, NodeLimits.DEFAULT)) {
            var thrown = new IllegalArgumentException("of the caller");
            var answer =
                    group.node(1)
                            .await()
                            .until(
                                    "the impossible",
                                    _ -> {
                                        throw thrown;
                                    },
                                    SECOND);
            runtime.run();

            assertThat(answer.exceptionNow()).isSameAs(thrown);
            assertThat(group.node(1).await().leader(SECOND)).isNotCompletedExceptionally();
        }
    }

    @Test
    void refusesMoreThanTheLimit() {
        try (var group = LocalGroup.alone(runtime, NodeLimits.DEFAULT)) {
            var answers = new ArrayList<CompletableFuture<RaftState>>();
            for (var i = 0; i <= Await.WAITING_MAX; i++) {
                answers.add(group.node(1).await().leader(MemberId.of(9), SECOND));
            }

            assertThat(answers.removeLast().exceptionNow())
                    .isInstanceOf(RaftException.Overloaded.class)
                    .hasMessageContaining("waitsMax = " + Await.WAITING_MAX);
            runtime.run();
            assertThat(answers).noneMatch(CompletableFuture::isDone);

            answers.removeLast().cancel(false);
            var next = group.node(1).await().leader(MemberId.of(9), SECOND);
            runtime.run();
            assertThat(next).isNotDone();
        }
    }

    @Test
    void failsWhenTheMemberEnds() {
        try (var group = LocalGroup.alone(runtime, NodeLimits.DEFAULT)) {
            var waiting = group.node(1).await().applied(1_000, SECOND);
            runtime.run();
            var unseen = group.node(1).await().applied(1_000, SECOND);
            group.node(1).close();
            var late = group.node(1).await().applied(1_000, SECOND);

            assertThat(List.of(waiting, unseen, late))
                    .allMatch(answer -> answer.exceptionNow() instanceof RaftException.Stopped);
        }
    }
}
