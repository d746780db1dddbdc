package io.balsa.raft.node;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.balsa.raft.core.Role;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

class ListenersTest {
    private final ManualRuntime runtime = new ManualRuntime();
    private final List<RaftState> seen = new ArrayList<>();

    @Test
    void showsTheStateOfNowAndThenEveryLatestOne() {
        try (var group = LocalGroup.alone(runtime, NodeLimits.DEFAULT)) {
            var node = group.node(1);
            var subscription = node.watch(seen::add);
            runtime.run();
            assertThat(seen.getLast().role()).isInstanceOf(Role.Leader.class);

            var _ = node.propose(UTF_8.encode("x"));
            runtime.run();
            assertThat(seen.getLast().appliedIndex()).isEqualTo(3);
            assertThat(seen).doesNotHaveDuplicates();

            subscription.close();
            var count = seen.size();
            var _ = node.propose(UTF_8.encode("y"));
            runtime.run();
            assertThat(seen).hasSize(count);
        }
    }

    @Test
    void showsASlowListenerFewerStatesAndHoldsUpNobody() {
        try (var group = LocalGroup.alone(runtime, NodeLimits.DEFAULT)) {
            var node = group.node(1);
            runtime.run();
            node.watch(seen::add);
            runtime.run();
            seen.clear();
            runtime.hold("watch");
            for (var i = 0; i < 100; i++) {
                var answer = node.propose(UTF_8.encode("x"));
                runtime.run();
                assertThat(answer).isCompleted();
            }
            runtime.release();
            runtime.run();

            assertThat(seen).extracting(RaftState::appliedIndex).containsExactly(102L);
        }
    }

    @Test
    void startsNoLaneUntilSomebodyListens() {
        try (var group = LocalGroup.alone(runtime, NodeLimits.DEFAULT)) {
            runtime.run();
            var lanes = runtime.lanes();
            group.node(1).watch(seen::add);
            group.node(1).watch(seen::add);

            assertThat(runtime.lanes()).isEqualTo(lanes + 1);
        }
    }

    @Test
    void goesOnWhenAListenerFails() {
        try (var group = LocalGroup.alone(runtime, NodeLimits.DEFAULT)) {
            group.node(1)
                    .watch(_ -> {
                        throw new IllegalStateException("of the listener");
                    });
            group.node(1).watch(seen::add);
            runtime.run();

            assertThat(seen).isNotEmpty();
        }
    }

    @Test
    void alternatesBeginAndEndOfItsOwnLeadership() throws InterruptedException {
        var events = new ArrayList<String>();
        var ended = new CountDownLatch(1);
        try (var group = LocalGroup.of(3)) {
            var leader = group.leader();
            var begun = new CountDownLatch(1);
            var term = leader.state().term();
            leader.onLeadership(
                    new LeadershipListener() {
                        @Override
                        public void onBegin(long term) {
                            events.add("begin " + term);
                            begun.countDown();
                        }

                        @Override
                        public void onEnd(long term) {
                            events.add("end " + term);
                            ended.countDown();
                        }
                    });
            begun.await();
            group.network().cut(leader.state().member());
            ended.await();

            assertThat(events).containsExactly("begin " + term, "end " + term);
        }
    }

    @Test
    void endsALeadershipWithTheMember() {
        var events = new ArrayList<Long>();
        try (var group = LocalGroup.alone(runtime, NodeLimits.DEFAULT)) {
            group.node(1)
                    .onLeadership(
                            new LeadershipListener() {
                                @Override
                                public void onBegin(long term) {
                                    events.add(term);
                                }

                                @Override
                                public void onEnd(long term) {
                                    events.add(-term);
                                }
                            });
            runtime.run();
            group.node(1).close();
            assertThat(events).containsExactly(2L, -2L);
        }
    }

    @Test
    void tellsOfTheGroupsLeader() throws Exception {
        try (var group = LocalGroup.of(3)) {
            var leader = group.leader();
            var follower = group.follower();
            var lost = new CompletableFuture<RaftState>();
            var next = new CompletableFuture<RaftState>();
            var old = leader.state().member();
            follower.onLeaderChange(state -> {
                if (state.leader() == null) {
                    lost.complete(state);
                } else if (!old.equals(state.leader())) {
                    next.complete(state);
                }
            });
            group.network().cut(old);

            assertThat(next).succeedsWithin(LocalGroup.LONG);
            assertThat(next.join().term()).isGreaterThan(leader.state().term() - 1);
        }
    }
}
