package io.balsa.raft.node;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.balsa.raft.core.Limits;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;

class ProposalsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ManualRuntime runtime = new ManualRuntime();

    @Test
    void answersCommandsOfOneCallInOrderWithoutAGapBetweenThem() {
        try (var group = LocalGroup.of(3)) {
            for (var node : List.of(group.leader(), group.follower())) {
                var answers = node.proposeAll(commands("a", "b", "c"));

                var applied = answers.stream().map(CompletableFuture::join).toList();
                var first = applied.getFirst();
                assertThat(applied)
                        .extracting(answer -> answer.id().index() - first.id().index())
                        .containsExactly(0L, 1L, 2L);
                assertThat(applied)
                        .extracting(answer -> answer.result() - first.result())
                        .containsExactly(0, 1, 2);
            }
        }
    }

    @Test
    void keepsTheOrderOfCallsOfEveryKind() {
        try (var group = LocalGroup.alone(runtime, NodeLimits.DEFAULT)) {
            runtime.run();
            var node = group.node(1);

            var _ = node.propose(command("1"));
            var _ = node.proposeAll(commands("2", "3"));
            assertThat(node.submit(command("4"))).isTrue();
            var _ = node.propose(command("5"), RequestOptions.DEFAULT.inTerm(node.state().term()));
            var _ = node.propose(command("6"));
            runtime.run();

            assertThat(group.applied(1)).containsExactly("1", "2", "3", "4", "5", "6");
        }
    }

    @Test
    void makesNothingOfNoCommands() {
        try (var group = LocalGroup.alone(runtime, NodeLimits.DEFAULT)) {
            assertThat(group.node(1).proposeAll(List.of())).isEmpty();
        }
    }

    @Test
    void refusesCommandsOfOneCallTogetherWhenTheyDoNotFitIntoAMessage() {
        try (var group = LocalGroup.alone(runtime, NodeLimits.DEFAULT)) {
            runtime.run();
            var many = Stream.generate(() -> command("x")).limit(4_097).toList();
            var large = Stream.generate(() -> ByteBuffer.allocate(1 << 19)).limit(3).toList();

            var answers = new ArrayList<>(group.node(1).proposeAll(many));
            assertThat(answers).allMatch(answer -> refusal(answer).contains("messageEntriesMax"));
            answers = new ArrayList<>(group.node(1).proposeAll(large));
            assertThat(answers).allMatch(answer -> refusal(answer).contains("messageBytesMax"));
            runtime.run();
            assertThat(group.applied(1)).isEmpty();
        }
    }

    @Test
    void takesACommandMeantForThisTerm() {
        try (var group = LocalGroup.of(3)) {
            for (var node : List.of(group.leader(), group.follower())) {
                var inTerm = RequestOptions.DEFAULT.inTerm(node.state().term());
                assertThat(node.propose(command("x"), inTerm)).succeedsWithin(LocalGroup.LONG);
            }
        }
    }

    @Test
    void refusesACommandMeantForAnotherTerm() {
        try (var group = LocalGroup.of(3)) {
            for (var node : List.of(group.leader(), group.follower())) {
                for (var difference : List.of(-1, 1)) {
                    var other = RequestOptions.DEFAULT.inTerm(node.state().term() + difference);
                    assertThat(node.propose(command("x"), other))
                            .failsWithin(LocalGroup.LONG)
                            .withThrowableThat()
                            .withCauseInstanceOf(RaftException.OtherTerm.class);
                }
            }
            var leader = group.leader();
            assertThat(leader.read(Consistency.LINEARIZABLE, () -> group.applied(1).size()).join())
                    .isZero();
        }
    }

    @Test
    void appliesWhatNobodyWaitsFor() {
        try (var group = LocalGroup.of(3)) {
            var follower = group.follower();
            assertThat(follower.submit(command("a"))).isTrue();
            var last = follower.propose(command("b")).join();

            assertThat(last.result()).isEqualTo(2);
        }
    }

    @Test
    void saysAtOnceThatItTakesNothingMore() {
        try (var group = LocalGroup.alone(runtime, NodeLimits.DEFAULT)) {
            var node = group.node(1);
            assertThat(node.submit(ByteBuffer.allocate(3 << 20))).isFalse();
            node.close();
            assertThat(node.submit(command("x"))).isFalse();
        }
    }

    @Test
    void leavesTheOutcomeOpenWhenNoAnswerComesInTime() {
        try (var group = LocalGroup.of(3)) {
            var leader = group.leader();
            group.network().cut(leader.state().member());

            var answer = leader.propose(command("x"), RequestOptions.DEFAULT.within(SECOND));

            assertThat(answer)
                    .failsWithin(LocalGroup.LONG)
                    .withThrowableThat()
                    .withCauseInstanceOf(RaftException.OutcomeUnknown.class);
        }
    }

    @Test
    void givesUpReadsAfterTheTimeThatTheSetUpNames() {
        var limits = NodeLimits.DEFAULT.withRequestsWithin(SECOND);
        try (var group = LocalGroup.alone(runtime, limits)) {
            runtime.run();
            var node = group.node(1);
            runtime.hold("apply");
            var _ = node.propose(command("x"));
            runtime.run();
            var local = node.read(Consistency.LOCAL, () -> 1);
            var linearizable = node.read(Consistency.LINEARIZABLE, () -> 1);
            var patient = RequestOptions.DEFAULT.within(SECOND.plus(SECOND));
            var later = node.read(Consistency.LOCAL, () -> 1, patient);

            runtime.pass(SECOND.toNanos() - 1);
            assertThat(List.of(local, linearizable)).noneMatch(CompletableFuture::isDone);
            runtime.pass(1);

            assertThat(local.exceptionNow()).isInstanceOf(RaftException.TimedOut.class);
            assertThat(linearizable.exceptionNow()).isInstanceOf(RaftException.TimedOut.class);
            runtime.release();
            runtime.run();
            assertThat(later).isCompletedWithValue(1);
        }
    }

    @Test
    void namesTheLimitOfTheInboxThatIsInTheWay() {
        var limits =
                new NodeLimits(1_000, 3, 1_000, 10, 1_000, 2, 1_000, 1_000_000, Long.MAX_VALUE);
        try (var group = LocalGroup.alone(runtime, limits)) {
            var node = group.node(1);
            runtime.run();

            var tooLarge = node.propose(ByteBuffer.allocate(1_001));
            assertThat(refusal(tooLarge)).contains("commandBytesMax");
            var large = node.propose(ByteBuffer.allocate(900));
            var second = node.propose(ByteBuffer.allocate(101));
            assertThat(refusal(second)).contains("inboxRequestBytesMax = 1000");
            var fitting = node.proposeAll(commands("a", "b"));
            assertThat(refusal(node.propose(command("c")))).contains("inboxRequestsMax = 3");
            runtime.run();
            assertThat(large).isCompleted();
            assertThat(fitting).allMatch(CompletableFuture::isDone);
            assertThat(node.propose(command("c"))).isNotDone();
        }
    }

    @Test
    void boundsReadsUntilTheyAreAnswered() {
        var limits =
                new NodeLimits(1_000, 30, 1_000, 10, 1_000, 2, 1_000, 1_000_000, Long.MAX_VALUE);
        try (var group = LocalGroup.alone(runtime, limits)) {
            var node = group.node(1);
            var reads =
                    IntStream.range(0, 3)
                            .mapToObj(_ -> node.read(Consistency.LOCAL, () -> 1))
                            .toList();
            assertThat(refusal(reads.getLast())).contains("readsMax = 2");
            runtime.run();
            assertThat(node.read(Consistency.LOCAL, () -> 1)).isNotDone();
        }
    }

    @Test
    void refusesWhatItCouldNotApplySoon() {
        var limits = new NodeLimits(1_000, 30, 10_000, 10, 1_000, 2, 1_000, 300, Long.MAX_VALUE);
        try (var group = LocalGroup.alone(runtime, limits)) {
            var node = group.node(1);
            runtime.run();
            runtime.hold("apply");
            var _ = node.propose(ByteBuffer.allocate(100));
            var _ = node.propose(ByteBuffer.allocate(100));
            runtime.run();

            var refused = node.propose(command("x"));
            runtime.pass(1_000_000); // It waits a little for the batch that is under way.
            assertThat(refusal(refused)).contains("unappliedBytesMax = 300");
            runtime.release();
            runtime.run();
            var taken = node.propose(command("x"));
            runtime.run();
            assertThat(taken).isCompleted();
        }
    }

    @Test
    void boundsTheBytesThatNoQuorumHolds() {
        try (var group = LocalGroup.alone(runtime, NodeLimits.DEFAULT)) {
            var node = group.node(1);
            runtime.run();
            runtime.hold("disk");
            var command = ByteBuffer.allocate(2 << 20);
            var answers = new ArrayList<CompletableFuture<Applied<Integer>>>();
            for (var bytes = 0L; bytes <= Limits.DEFAULT.uncommittedBytesMax(); bytes += 2 << 20) {
                answers.add(node.propose(command));
                runtime.run();
            }

            assertThat(refusal(answers.removeLast())).contains("uncommittedBytesMax = ");
            assertThat(answers).noneMatch(CompletableFuture::isDone);
            runtime.release();
            runtime.run();
            assertThat(answers).allMatch(CompletableFuture::isDone);
        }
    }

    @Test
    void answersReadsOfEveryKindOnEveryMember() {
        try (var group = LocalGroup.of(3)) {
            for (var node : List.of(group.leader(), group.follower())) {
                for (var consistency : Consistency.values()) {
                    assertThat(node.read(consistency, () -> 1)).succeedsWithin(LocalGroup.LONG);
                }
            }
        }
    }

    @Test
    void saysHowFarBehindALocalReadMayBe() {
        try (var group = LocalGroup.alone(runtime, NodeLimits.DEFAULT)) {
            var node = group.node(1);
            runtime.run();
            runtime.hold("apply");
            var _ = node.propose(command("x"));
            runtime.run();
            var read = node.readLocal(() -> group.applied(1).size());
            runtime.release();
            runtime.run();

            assertThat(read.join()).isEqualTo(new LocalRead<>(1, 3, 3, 0));
        }
    }

    private static ByteBuffer command(String text) {
        return UTF_8.encode(text);
    }

    private static List<ByteBuffer> commands(String... texts) {
        return Stream.of(texts).map(ProposalsTest::command).toList();
    }

    private static String refusal(CompletableFuture<?> answer) {
        return String.valueOf(answer.exceptionNow().getMessage());
    }
}
