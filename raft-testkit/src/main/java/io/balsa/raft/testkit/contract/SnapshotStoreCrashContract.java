package io.balsa.raft.testkit.contract;

import static io.balsa.raft.testkit.contract.SnapshotLife.CONTENT_BYTES;
import static io.balsa.raft.testkit.contract.SnapshotLife.newest;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.raft.log.Disk;
import io.balsa.raft.log.DiskFullException;
import io.balsa.raft.log.snapshot.CheckedSnapshotStore;
import io.balsa.raft.log.snapshot.CorruptSnapshotException;
import io.balsa.raft.log.snapshot.SnapshotStore;
import io.balsa.raft.testkit.world.PowerFailure;
import io.balsa.raft.testkit.world.ReadFaults;
import io.balsa.raft.testkit.world.SimulatedDisk;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.HashSet;
import java.util.SplittableRandom;

/// What a [SnapshotStore] on a [Disk] promises when the power fails, whatever it was doing, when
/// the disk is full or fails, and when it does not read back what it should. Extend it, and say how
/// to open yours on a disk.
public abstract class SnapshotStoreCrashContract {
    private static final int SEEDS = 30;
    private static final int FAILING_SEEDS = 10;
    private static final int BITS_FLIPPED = 200;
    private static final int ROOM_BYTES = 700;

    /// Opens the store under test, or creates it on an empty disk.
    protected abstract SnapshotStore open(Disk disk) throws IOException;

    private SnapshotStore checked(Disk disk) throws IOException {
        return new CheckedSnapshotStore(open(disk));
    }

    private static SimulatedDisk disk(long seed) {
        return new SimulatedDisk(new SplittableRandom(seed));
    }

    @Test
    void comesBackWithTheNewestOrTheOneUnderWayWhereverThePowerFails() throws IOException {
        var found = new HashSet<Long>();
        for (var seed = 1L; seed <= SEEDS; seed++) {
            var isDone = false;
            for (var operations = 0; !isDone; operations++) {
                var disk = disk(seed);
                var life = new SnapshotLife();
                disk.losePowerAfter(operations);
                isDone = isLivedToItsEnd(life, disk);
                disk.powerOn();
                found.add(comeBack(life, disk));
            }
        }
        assertThat(found).containsExactlyInAnyOrder(0L, 1L, 2L, 3L);
    }

    private boolean isLivedToItsEnd(SnapshotLife life, Disk disk) throws IOException {
        try (var store = checked(disk)) {
            life.live(store);
            return true;
        } catch (PowerFailure expected) {
            return false;
        }
    }

    /// Finds a snapshot that may be there, and returns its index. Then it goes on.
    private long comeBack(SnapshotLife life, Disk disk) throws IOException {
        try (var store = checked(disk)) {
            var found = life.assertIsPossible(store);
            life.receive(store, 3, CONTENT_BYTES);
            assertThat(newest(store)).isEqualTo(3);
            return found;
        }
    }

    private interface Writing {
        void run() throws IOException;
    }

    private static boolean isRefused(Writing writing) throws IOException {
        try {
            writing.run();
            return false;
        } catch (DiskFullException expected) {
            return true;
        }
    }

    @Test
    void leavesNothingOfADraftThatFillsTheDisk() throws IOException {
        var disk = disk(1);
        var life = new SnapshotLife();
        try (var store = checked(disk)) {
            life.write(store, 1);
            var used = disk.usedBytes();
            var room = 0;
            disk.limitCapacity(used);
            while (isRefused(() -> life.write(store, 2))) {
                assertThat(disk.usedBytes()).isLessThanOrEqualTo(used);
                assertThat(newest(store)).isEqualTo(1);
                room += ROOM_BYTES;
                disk.limitCapacity(used + room);
            }
            assertThat(room).as("what a snapshot needs of the disk").isPositive();
            assertThat(newest(store)).isEqualTo(2);
        }
    }

    @Test
    void receivesOnceThereIsRoomOnAFullDisk() throws IOException {
        var disk = disk(1);
        var life = new SnapshotLife();
        try (var store = checked(disk)) {
            life.write(store, 1);
            var used = disk.usedBytes();
            var room = 0;
            disk.limitCapacity(used);
            while (isRefused(() -> life.receive(store, 2, CONTENT_BYTES))) {
                assertThat(newest(store)).isEqualTo(1);
                room += ROOM_BYTES;
                disk.limitCapacity(used + room);
            }
            assertThat(room).as("what a snapshot needs of the disk").isPositive();
            assertThat(newest(store)).isEqualTo(2);
        }
    }

    @Test
    void losesNothingElseWhenTheDiskFails() throws IOException {
        for (var seed = 1L; seed <= FAILING_SEEDS; seed++) {
            var hasFailed = true;
            for (var changes = 0; hasFailed; changes++) {
                var whole = disk(seed);
                var random = new SplittableRandom(seed + 1_000L * changes);
                var disk = new FailingDisk(whole, random, changes);
                var life = new SnapshotLife();
                try (var store = checked(disk)) {
                    liveOnWhateverFails(life, store);
                } catch (IOException told) {
                    assertThat(disk.hasFailed()).isTrue(); // Where it is opened or closed.
                }
                hasFailed = disk.hasFailed();
                comeBack(life, whole);
            }
        }
    }

    private static void liveOnWhateverFails(SnapshotLife life, SnapshotStore store)
            throws IOException {
        try {
            life.live(store);
        } catch (IOException told) {
            life.assertIsPossible(store);
            life.live(store);
        }
        assertThat(newest(store)).isEqualTo(3);
    }

    @Test
    void handsOutNoWrongBytesWhenReadsGoWrong() throws IOException {
        var disk = disk(1);
        try (var store = checked(disk)) {
            new SnapshotLife().write(store, 1);
        }
        disk.setReadFaults(new ReadFaults(0.05, 0.05));
        var good = 0;
        for (var i = 0; i < 300; i++) {
            try (var store = checked(disk)) {
                assertThat(newest(store)).isEqualTo(1);
                good++;
            } catch (IOException told) {
                assertThat(told).isNotInstanceOf(PowerFailure.class);
            }
        }
        assertThat(good).isBetween(20, 280);
        assertThat(disk.spoiltReads()).isGreaterThan(20);
    }

    @Test
    void tellsEveryBitThatFlippedOrIsAsItWas() throws IOException {
        var damaged = 0;
        for (var flip = 0; flip < BITS_FLIPPED; flip++) {
            var disk = disk(flip);
            try (var store = checked(disk)) {
                new SnapshotLife().write(store, 1);
            }
            disk.flipAnyBit();
            try (var store = checked(disk)) {
                assertThat(newest(store)).isEqualTo(1);
            } catch (CorruptSnapshotException expected) {
                damaged++;
            }
        }
        assertThat(damaged).isPositive();
    }

    @Test
    void receivesAgainWhatRottedMeanwhile() throws IOException {
        for (var flip = 0; flip < BITS_FLIPPED; flip++) {
            var disk = disk(flip);
            var life = new SnapshotLife();
            try (var store = checked(disk)) {
                life.receive(store, 1, CONTENT_BYTES - 1);
            }
            disk.flipAnyBit();
            try (var store = checked(disk)) {
                life.receive(store, 1, CONTENT_BYTES);
                assertThat(newest(store)).isEqualTo(1);
            }
        }
    }
}
