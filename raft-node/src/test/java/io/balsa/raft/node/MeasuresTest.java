package io.balsa.raft.node;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;

class MeasuresTest {
    private static final long MILLISECOND = 1_000_000;

    private final ManualRuntime runtime = new ManualRuntime();

    @Test
    void timesEntriesFromStageToStage() {
        try (var group = LocalGroup.alone(runtime, NodeLimits.DEFAULT)) {
            var node = group.node(1);
            node.switches().stages(true);
            runtime.run();
            runtime.hold("disk");
            var answers = node.proposeAll(List.of(command("a"), command("b"), command("c")));
            runtime.pass(3 * MILLISECOND);
            runtime.hold("apply");
            runtime.pass(2 * MILLISECOND);
            runtime.release();
            runtime.pass(0);

            assertThat(answers).allMatch(answer -> answer.isDone());
            assertStage(node, Stage.APPENDED, 3 * MILLISECOND);
            assertStage(node, Stage.COMMITTED, 3 * MILLISECOND);
            assertStage(node, Stage.APPLIED, 5 * MILLISECOND);
        }
    }

    @Test
    void timesProposalsFromTheFirstCallerOfTheirBatchToTheLog() {
        try (var group = LocalGroup.alone(runtime, NodeLimits.DEFAULT)) {
            var node = group.node(1);
            node.switches().stages(true);
            runtime.run();
            runtime.hold("loop");
            var first = node.propose(command("a"));
            runtime.pass(3 * MILLISECOND);
            var others = node.proposeAll(List.of(command("b"), command("c")));
            runtime.pass(MILLISECOND);
            runtime.release();
            runtime.run();

            assertThat(first).isCompleted();
            assertThat(others).allMatch(answer -> answer.isDone());
            assertStage(node, Stage.PROPOSED, 4 * MILLISECOND);
            assertStage(node, Stage.APPLIED, 0);
        }
    }

    @Test
    void countsThatProposalsGatherAsTimeBeforeTheLog() {
        try (var group = LocalGroup.alone(runtime, NodeLimits.DEFAULT)) {
            var node = group.node(1);
            node.switches().stages(true);
            runtime.run();
            runtime.hold("disk");
            var _ = node.propose(command("a"));
            runtime.run();
            var _ = node.propose(command("b"));
            runtime.pass(MILLISECOND);

            var proposed = requireNonNull(node.stages().get(Stage.PROPOSED));
            assertThat(proposed.count()).isEqualTo(2);
            assertThat(proposed.totalNanos()).isEqualTo(MILLISECOND);
        }
    }

    @Test
    void refusesTimedProposalsLikeOthersWhenTheMemberEnds() {
        try (var group = LocalGroup.alone(runtime, NodeLimits.DEFAULT)) {
            var node = group.node(1);
            node.switches().stages(true);
            runtime.run();
            var answer = node.propose(command("a"));
            node.close();

            assertThat(answer.exceptionNow()).isInstanceOf(RaftException.Stopped.class);
        }
    }

    private static void assertStage(RaftNode<?> node, Stage stage, long nanos) {
        var distribution = requireNonNull(node.stages().get(stage));
        assertThat(distribution.count()).isEqualTo(3);
        assertThat(distribution.maxNanos()).isEqualTo(nanos);
        assertThat(distribution.totalNanos()).isEqualTo(3 * nanos);
    }

    @Test
    void measuresNothingUnlessAsked() {
        try (var group = LocalGroup.alone(runtime, NodeLimits.DEFAULT)) {
            runtime.run();
            var answer = group.node(1).propose(command("a"));
            runtime.run();

            assertThat(answer).isCompleted();
            assertThat(group.node(1).stages().values())
                    .allMatch(distribution -> distribution.count() == 0);
        }
    }

    @Test
    void countsWhatALoneMemberDoes() {
        var limits = NodeLimits.DEFAULT.withCommandBytesMax(10);
        try (var group = LocalGroup.alone(runtime, limits)) {
            var node = group.node(1);
            runtime.run();
            var answers =
                    List.of(
                            node.propose(command("a")),
                            node.propose(ByteBuffer.allocate(11)),
                            node.read(Consistency.LOCAL, () -> 1),
                            node.read(Consistency.LINEARIZABLE, () -> 1));
            runtime.run();

            assertThat(answers).allMatch(answer -> answer.isDone());
            var counters = node.counters();
            assertThat(counters.of(Counter.ELECTIONS_STARTED)).isEqualTo(1);
            assertThat(counters.of(Counter.ELECTIONS_WON)).isEqualTo(1);
            assertThat(counters.of(Counter.ELECTIONS_LOST)).isZero();
            assertThat(counters.of(Counter.ENTRIES_APPENDED)).isEqualTo(3);
            assertThat(counters.of(Counter.ENTRIES_APPLIED)).isEqualTo(1);
            assertThat(counters.of(Counter.READS_LOCAL)).isEqualTo(1);
            assertThat(counters.of(Counter.READS_LINEARIZABLE)).isEqualTo(1);
            assertThat(counters.refusals())
                    .containsEntry("requestSize", 1L)
                    .containsEntry("disk", 0L);
            assertThat(node.diskWrites().count()).isEqualTo(counters.diskWrites());
        }
    }

    @Test
    void countsVotesAndMessages() {
        try (var group = LocalGroup.of(3)) {
            var leader = group.leader();
            var term = leader.state().term();
            assertThat(leader.counters().of(Counter.ELECTIONS_WON)).isPositive();
            assertThat(leader.counters().of(Counter.MESSAGES_SENT)).isPositive();
            assertThat(leader.counters().of(Counter.MESSAGES_RECEIVED)).isPositive();
            var granted = 0L;
            for (var id = 1; id <= 3; id++) {
                granted += group.node(id).counters().of(Counter.VOTES_GRANTED);
            }
            assertThat(granted).isPositive().isLessThanOrEqualTo(2 * term);
        }
    }

    @Test
    void countsAnElectionThatCameToNothing() {
        try (var group = LocalGroup.alone(runtime, NodeLimits.DEFAULT, 3)) {
            var node = group.node(1);
            runtime.run();
            node.trigger().elect(false);
            runtime.run();
            assertThat(node.counters().of(Counter.ELECTIONS_LOST)).isZero();
            node.trigger().elect(false);
            runtime.run();

            assertThat(node.counters().of(Counter.ELECTIONS_STARTED)).isEqualTo(2);
            assertThat(node.counters().of(Counter.ELECTIONS_LOST)).isEqualTo(1);
            assertThat(node.counters().of(Counter.ELECTIONS_WON)).isZero();
        }
    }

    @Test
    void keepsValuesToOnePartInSixteen() {
        var recorder = new Distribution.Recorder();
        for (var nanos = 1L; nanos <= 1_000_000; nanos += 7) {
            recorder.record(nanos, 1);
        }
        var distribution = recorder.distribution();
        for (var percentile : new double[] {1, 10, 50, 90, 99, 99.9}) {
            var exact = 10_000 * percentile;
            assertThat((double) distribution.nanosAtPercentile(percentile))
                    .isBetween(exact * 0.999, exact * 1.07);
        }
        assertThat(distribution.nanosAtPercentile(100)).isEqualTo(distribution.maxNanos());
        recorder.record(Long.MAX_VALUE / 2, 1);
        assertThat(recorder.distribution().nanosAtPercentile(100)).isPositive();
        assertThat(new Distribution.Recorder().distribution().nanosAtPercentile(50)).isZero();
    }

    @Test
    void showsItsHistogramAsCountsThatNeverFall() {
        var recorder = new Distribution.Recorder();
        recorder.record(15, 2);
        recorder.record(1_000, 3);
        recorder.record(Long.MAX_VALUE / 2, 1);
        var distribution = recorder.distribution();

        var buckets = distribution.buckets();
        assertThat(buckets)
                .isSortedAccordingTo(Comparator.comparingLong(Distribution.Bucket::atMostNanos))
                .isSortedAccordingTo(Comparator.comparingLong(Distribution.Bucket::count));
        assertThat(buckets.getLast()).isEqualTo(new Distribution.Bucket(Long.MAX_VALUE, 6));
        assertThat(buckets)
                .allMatch(
                        bucket -> bucket.count() == distribution.countAtMost(bucket.atMostNanos()));
        assertThat(distribution.countAtMost(14)).isZero();
        assertThat(distribution.countAtMost(15)).isEqualTo(2);
        assertThat(distribution.countAtMost(1_023)).isEqualTo(5);
    }

    private static ByteBuffer command(String text) {
        return UTF_8.encode(text);
    }
}
