package io.balsa.raft.node;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.balsa.raft.core.MemberId;

import org.junit.jupiter.api.Test;

/// What operators tell a member whose inbox is full.
class OrderTest {
    private static final long LONG = 30_000_000_000L;
    private static final NodeLimits LIMITS =
            new NodeLimits(1_000, 1, 1_000, 10, 1_000, 2, 1_000, 1_000, Long.MAX_VALUE);

    private final ManualRuntime runtime = new ManualRuntime();

    @Test
    void aTriggerIsNotLost() {
        try (var group = LocalGroup.alone(runtime, LIMITS, 3)) {
            var node = group.node(1);
            runtime.run();
            fillInbox(node);
            node.trigger().elect(false);
            runtime.run();

            assertThat(node.counters().of(Counter.ELECTIONS_STARTED)).isEqualTo(1);
        }
    }

    @Test
    void aTriggerWaitsOnceHoweverOftenItIsPulled() {
        try (var group = LocalGroup.alone(runtime, LIMITS, 3)) {
            var node = group.node(1);
            runtime.run();
            node.trigger().elect(false);
            node.trigger().elect(false);
            runtime.run();
            assertThat(node.counters().of(Counter.ELECTIONS_STARTED)).isEqualTo(1);

            node.trigger().elect(false);
            runtime.run();
            assertThat(node.counters().of(Counter.ELECTIONS_STARTED)).isEqualTo(2);
        }
    }

    @Test
    void aSwitchIsNotLostAndTheLatestCounts() {
        try (var group = LocalGroup.alone(runtime, LIMITS)) {
            var node = group.node(1);
            runtime.run();
            var added = node.membership().addLearner(MemberId.of(2), "nowhere", false);
            runtime.run();
            assertThat(added).isCompleted();
            assertThat(isShowingItself(node)).isTrue();

            fillInbox(node);
            node.switches().heartbeat(false);
            assertThat(isShowingItself(node)).isFalse();

            fillInbox(node);
            node.switches().heartbeat(true);
            node.switches().heartbeat(false);
            assertThat(isShowingItself(node)).isFalse();

            node.switches().heartbeat(true);
            assertThat(isShowingItself(node)).isTrue();
        }
    }

    private static void fillInbox(RaftNode<?> node) {
        assertThat(node.submit(UTF_8.encode("a"))).isTrue();
        assertThat(node.submit(UTF_8.encode("b"))).isFalse();
    }

    /// Does it send heartbeats, once it has heard what it was told?
    private boolean isShowingItself(RaftNode<?> node) {
        runtime.run();
        var before = node.counters().of(Counter.MESSAGES_SENT);
        runtime.pass(LONG);
        return node.counters().of(Counter.MESSAGES_SENT) > before;
    }
}
