package io.balsa.raft.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/// Members take snapshots of their state, let the log go that these cover, and go on from them.
class SnapshotTest {
    @TempDir private Path folder;

    @Test
    void goesOnFromItsSnapshotAndTheLogBehindIt() throws Exception {
        try (var group = new DurableGroup(folder, 1)) {
            group.start(1).await().recovered(LocalGroup.LONG).join();
            group.propose(1, 10);
            var last = group.node(1).trigger().snapshot().join();
            assertThat(last.index()).isEqualTo(group.node(1).state().log().appliedIndex());
            group.propose(1, 5);
            var index = group.node(1).state().log().appliedIndex();
            group.stop(1);

            group.start(1).await().recovered(LocalGroup.LONG).join();

            assertThat(group.words(1, index)).hasSize(15);
            assertThat(group.machine(1).restoredWords()).isEqualTo(10);
            group.propose(1, 5);
        }
    }

    @Test
    void letsGoOfTheLogThatASnapshotCovers() throws Exception {
        try (var group = new DurableGroup(folder, 1)) {
            group.start(1).await().recovered(LocalGroup.LONG).join();
            group.propose(1, 10);

            var last = group.node(1).trigger().snapshot().join();

            var await = group.node(1).await();
            await.snapshot(last.index(), LocalGroup.LONG).join();
            var seen = await.purged(last.index() - 2, LocalGroup.LONG).join();
            assertThat(seen.log().purged().index()).isEqualTo(last.index() - 2);
            assertThat(await.purged(last.index() - 1, Duration.ofMillis(1)))
                    .failsWithin(LocalGroup.LONG)
                    .withThrowableThat()
                    .withCauseInstanceOf(RaftException.TimedOut.class);
        }
    }

    @Test
    void takesASnapshotByItselfWhenSoManyEntriesWereApplied() throws Exception {
        var policy = SnapshotOptions.of(SnapshotPolicy.everyEntries(20));
        try (var group = new DurableGroup(folder, 1).with(policy)) {
            group.start(1).await().recovered(LocalGroup.LONG).join();

            group.propose(1, 100);

            group.node(1).await().purged(11, LocalGroup.LONG).join();
        }
    }

    @Test
    void takesASnapshotByItselfWhenTheLogHasGrownByManyBytes() throws Exception {
        var bytesMax = 20 * NodeLimits.ENTRY_BYTES;
        var policy = new SnapshotPolicy(Long.MAX_VALUE, bytesMax, Long.MAX_VALUE);
        try (var group = new DurableGroup(folder, 1).with(SnapshotOptions.of(policy))) {
            group.start(1).await().recovered(LocalGroup.LONG).join();
            group.propose(1, 5);
            assertThat(group.node(1).state().log().snapshot().index()).isZero();

            group.propose(1, 100);

            group.node(1).await().purged(11, LocalGroup.LONG).join();
        }
    }

    @Test
    void takesASnapshotByItselfWhenItIsTime() throws Exception {
        var policy = new SnapshotPolicy(Long.MAX_VALUE, Long.MAX_VALUE, 10_000_000);
        try (var group = new DurableGroup(folder, 1).with(SnapshotOptions.of(policy))) {
            group.start(1).await().recovered(LocalGroup.LONG).join();

            group.propose(1, 10);

            group.node(1).await().purged(6, LocalGroup.LONG).join();
        }
    }

    @Test
    void appliesAndAppendsWhileASnapshotIsWritten() throws Exception {
        try (var group = new DurableGroup(folder, 1)) {
            group.start(1).await().recovered(LocalGroup.LONG).join();
            group.propose(1, 10);
            var gate = new CountDownLatch(1);
            group.machine(1).holdSnapshots(gate);

            var snapshot = group.node(1).trigger().snapshot();
            var second = group.node(1).trigger().snapshot();
            group.propose(1, 10);
            assertThat(snapshot).isNotDone();
            assertThat(second).isNotDone();

            gate.countDown();
            var last = snapshot.join();
            assertThat(second.join()).isGreaterThanOrEqualTo(last);
            group.stop(1);
            group.start(1).await().recovered(LocalGroup.LONG).join();
            assertThat(group.words(1, last.index() + 10)).hasSize(20);
        }
    }

    @Test
    void refusesASnapshotOfAMachineThatTakesNone() {
        try (var group = LocalGroup.of(1)) {
            var snapshot = group.leader().trigger().snapshot();

            assertThatThrownBy(snapshot::join).hasMessageContaining("no place for snapshots");
        }
    }
}
