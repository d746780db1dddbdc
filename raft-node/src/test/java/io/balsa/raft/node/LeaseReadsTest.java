package io.balsa.raft.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.raft.core.Belonging;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Role;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Reads by lease on whole members: five voters and a learner, on a clock that the test moves. Who
/// is cut off gets no answer from a quorum, so what is answered there, a lease has confirmed.
class LeaseReadsTest {
    private static final int LEARNER = 6;
    private static final long MILLISECOND = 1_000_000;

    private final LeasedGroup group = new LeasedGroup(5, LEARNER);

    @AfterEach
    void close() {
        group.close();
    }

    @Test
    void areAnsweredByALeaderThatHearsNobodyAsLongAsItsLeaseLasts() {
        group.write(1, "x");
        group.beginLease();
        group.cut(1);

        group.pass(LeasedGroup.LEASE_NANOS - MILLISECOND);

        assertThat(answered(group.leaseRead(1))).containsExactly("x");
        assertThat(group.read(1, Consistency.LINEARIZABLE)).isNotDone();
    }

    @Test
    void waitWhenTheLeaseIsOverAndAreRefusedWhenTheLeaderStepsDown() {
        group.write(1, "x");
        group.beginLease();
        group.cut(1);

        group.pass(LeasedGroup.LEASE_NANOS);
        var read = group.leaseRead(1);
        assertThat(read).isNotDone();
        assertThat(group.node(1).state().role()).isEqualTo(new Role.Leader());

        group.pass(LeasedGroup.TIMING.electionMinNanos() - LeasedGroup.LEASE_NANOS + MILLISECOND);
        assertThat(read.exceptionNow()).isInstanceOf(RaftException.NoLeader.class);
        assertThat(group.node(1).state().role()).isNotEqualTo(new Role.Leader());
        assertThat(group.leaseRead(1).exceptionNow()).isInstanceOf(RaftException.NoLeader.class);
    }

    @Test
    void areAnsweredOnAFollowerAndALearnerByTheLeadersLease() {
        group.write(1, "x");
        group.beginLease();
        group.cut(3, 4, 5);

        for (var member : List.of(2, LEARNER)) {
            assertThat(group.read(member, Consistency.LINEARIZABLE)).isNotDone();
            assertThat(answered(group.leaseRead(member))).containsExactly("x");
        }
        assertThat(group.node(LEARNER).state().belonging()).isEqualTo(Belonging.LEARNER);
    }

    @Test
    void waitOnAFollowerAndALearnerUntilTheyHaveWhatTheLeaderKnows() {
        group.cut(2, LEARNER);
        group.write(1, "missed");
        group.beginLease();
        group.mend(2, LEARNER);
        group.cut(3, 4, 5);

        var reads = List.of(group.leaseRead(2), group.leaseRead(LEARNER));

        assertThat(reads).noneMatch(CompletableFuture::isDone);
        group.pass(LeasedGroup.LEASE_NANOS - MILLISECOND);
        for (var read : reads) {
            assertThat(answered(read)).containsExactly("missed");
        }
    }

    @Test
    void areNotAnsweredOnAFollowerAndALearnerWhenTheLeadersLeaseIsOver() {
        group.write(1, "x");
        group.beginLease();
        group.cut(3, 4, 5);

        group.pass(LeasedGroup.LEASE_NANOS);
        var reads = List.of(group.leaseRead(2), group.leaseRead(LEARNER));
        assertThat(reads).noneMatch(CompletableFuture::isDone);

        group.mend(3, 4, 5);
        group.pass(2 * LeasedGroup.TIMING.heartbeatNanos());
        for (var read : reads) {
            assertThat(answered(read)).containsExactly("x");
        }
    }

    /// From the moment at which the others may have a leader, a leader that does not know of it
    /// answers nothing; and whoever is back sees all that was written meanwhile.
    @Test
    void neverMissWhatALaterLeaderHasAcknowledged() {
        group.write(1, "x");
        group.cut(1, LEARNER);
        var readsOfOld = new ArrayList<CompletableFuture<List<String>>>();

        while (group.leaderBesides(1) == 0) {
            group.pass(MILLISECOND);
            readsOfOld.add(group.leaseRead(1));
            readsOfOld.add(group.leaseRead(LEARNER));
        }
        var later = group.leaderBesides(1);
        group.write(later, "y");
        readsOfOld.stream()
                .filter(read -> read.isDone() && !read.isCompletedExceptionally())
                .forEach(read -> assertThat(read.join()).containsExactly("x"));
        assertThat(group.leaseRead(1).exceptionNow()).isInstanceOf(RaftException.NoLeader.class);
        var waiting = group.leaseRead(LEARNER);
        assertThat(waiting).isNotDone();
        assertThat(answered(group.leaseRead(later))).containsExactly("x", "y");

        group.mend(1, LEARNER);
        group.pass(LeasedGroup.TIMING.electionMaxNanos());

        for (var member : List.of(1, 2, 3, 4, 5, LEARNER)) {
            assertThat(answered(group.leaseRead(member))).containsExactly("x", "y");
        }
        assertThat(waiting).isDone();
    }

    @Test
    void areAnsweredByNoLeaseOnceTheLeaderHandsOver() {
        group.write(1, "x");
        group.beginLease();
        var _ = group.node(1).membership().transferLeadership(MemberId.of(2));
        group.run();

        assertThat(group.leaderBesides(1)).isEqualTo(2);
        group.write(2, "y");

        for (var member : List.of(1, 2, LEARNER)) {
            assertThat(answered(group.leaseRead(member))).containsExactly("x", "y");
        }
    }

    private static List<String> answered(CompletableFuture<List<String>> read) {
        assertThat(read).isCompleted();
        return read.join();
    }
}
