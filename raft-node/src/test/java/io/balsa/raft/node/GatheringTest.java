package io.balsa.raft.node;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;

/// Which proposals wait for each other, and for how long: a group of one on the test's clock.
class GatheringTest {
    private static final long DISK_NANOS = 1_000_000;
    private static final long ROUND_NANOS = 250_000;
    private static final int LARGE = 32 << 10;

    private final ManualRuntime runtime = new ManualRuntime();
    private final LocalGroup group = LocalGroup.alone(runtime, NodeLimits.DEFAULT);
    private final RaftNode<Integer> leader = group.node(1);
    private long before;

    @BeforeEach
    void lead() {
        runtime.run();
        before = leader.state().lastEntry().index();
    }

    @AfterEach
    void close() {
        group.close();
    }

    /// Proposes a command of `bytes`, and lets happen what is due.
    private void propose(int bytes) {
        assertThat(leader.submit(ByteBuffer.allocate(bytes))).isTrue();
        runtime.run();
    }

    private long appended() {
        return leader.state().lastEntry().index() - before;
    }

    private long writes() {
        return leader.counters().diskWrites();
    }

    @Test
    void nothingWaitsWhileNothingIsUnderWay() {
        propose(1);
        propose(1);

        assertThat(appended()).isEqualTo(2);
    }

    @Test
    void whatComesWhileTheDiskIsBusyIsOneBatch() {
        runtime.hold("disk");
        propose(1);
        propose(1);
        propose(LARGE);
        assertThat(appended()).isEqualTo(1);
        var written = writes();

        runtime.release();
        runtime.run();

        assertThat(appended()).isEqualTo(3);
        assertThat(writes()).isEqualTo(written + 2);
    }

    @Test
    void waitsForASlowDiskForAMillisecondAtMost() {
        runtime.hold("disk");
        propose(1);
        propose(1);

        runtime.pass(DISK_NANOS - 1);
        assertThat(appended()).isEqualTo(1);
        runtime.pass(1);
        assertThat(appended()).isEqualTo(2);
    }

    @Test
    void aSmallBatchWaitsUntilTheOneBeforeIsApplied() {
        runtime.hold("apply");
        propose(1);
        propose(1);
        propose(1);
        assertThat(appended()).isEqualTo(1);
        var written = writes();

        runtime.release();
        runtime.run();

        assertThat(appended()).isEqualTo(3);
        assertThat(writes()).isEqualTo(written + 1);
    }

    @Test
    void aSmallBatchWaitsForTheRestOfTheRoundForAQuarterOfAMillisecondAtMost() {
        runtime.hold("apply");
        propose(1);
        propose(1);

        runtime.pass(ROUND_NANOS - 1);
        assertThat(appended()).isEqualTo(1);
        runtime.pass(1);
        assertThat(appended()).isEqualTo(2);
    }

    @Test
    void theRestOfTheRoundCountsFromWhenTheDiskIsDone() {
        runtime.hold("disk");
        propose(1);
        propose(1);
        runtime.pass(DISK_NANOS - 1);

        runtime.hold("apply");
        runtime.run();
        assertThat(appended()).isEqualTo(1);
        runtime.pass(ROUND_NANOS - 1);
        assertThat(appended()).isEqualTo(1);
        runtime.pass(1);
        assertThat(appended()).isEqualTo(2);
    }

    @Test
    void aLargeBatchWaitsForTheDiskAlone() {
        runtime.hold("apply");
        propose(1);
        propose(LARGE);

        assertThat(appended()).isEqualTo(2);
    }

    @Test
    void readsDoNotWaitWithTheProposals() {
        runtime.hold("disk");
        propose(1);
        propose(1);

        var read = leader.read(Consistency.LOCAL, () -> 1);
        runtime.run();

        assertThat(read).isCompletedWithValue(1);
        assertThat(appended()).isEqualTo(1);
    }
}
