package io.balsa.raft.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.balsa.raft.log.CheckedLogStore;
import io.balsa.raft.log.Disk;
import io.balsa.raft.log.DiskFullException;
import io.balsa.raft.log.LogStore;
import io.balsa.raft.log.LogWrite;
import io.balsa.raft.testkit.world.PowerFailure;
import io.balsa.raft.testkit.world.ReadFaults;
import io.balsa.raft.testkit.world.SimulatedDisk;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.SplittableRandom;

/// What a [LogStore] on a [Disk] promises when the power fails, whatever it was doing, when the
/// disk is full or fails, and when it does not read back what it should. Extend it, and say how to
/// open yours on a disk.
///
/// Let its files be small, a few KiB each: a store that needs no room shows nothing of a full disk.
public abstract class LogStoreCrashContract {
    private static final int SEEDS = 12;
    private static final int CHANGES = 25;
    private static final long BITS_FLIPPED = 300;
    private static final int PAYLOAD_BYTES = 400;
    private static final int LARGE_PAYLOAD_BYTES = 3_000;

    /// Opens the store under test, or creates it on an empty disk.
    protected abstract LogStore open(Disk disk) throws IOException;

    /// A write with no more payload than this is there whole or not at all after a crash.
    protected int atomicBytes() {
        return 1024;
    }

    private LogStore checked(Disk disk) throws IOException {
        return new CheckedLogStore(open(disk));
    }

    private LogLife life(long seed, int payloadBytes) {
        return new LogLife(
                new SplittableRandom(seed), new LogLife.Sizes(atomicBytes(), payloadBytes));
    }

    @Test
    void comesBackWithAllThatWasWrittenWhereverThePowerFails() throws IOException {
        for (var seed = 1; seed <= SEEDS; seed++) {
            var isDone = false;
            for (var operations = 0; !isDone; operations++) {
                var disk = new SimulatedDisk(new SplittableRandom(seed + 1_000L * operations));
                var life = life(seed, PAYLOAD_BYTES);
                disk.losePowerAfter(operations);
                isDone = isLivedToItsEnd(life, disk);
                disk.powerOn();
                comeBack(life, disk);
            }
        }
    }

    private boolean isLivedToItsEnd(LogLife life, SimulatedDisk disk) throws IOException {
        try {
            live(life, disk);
            disk.keepPower();
            return true;
        } catch (PowerFailure expected) {
            return false;
        }
    }

    private void live(LogLife life, Disk disk) throws IOException {
        try (var store = checked(disk)) {
            live(life, store);
        }
    }

    private static void live(LogLife life, LogStore store) throws IOException {
        for (var i = 0; i < CHANGES; i++) {
            life.change(store);
        }
    }

    /// Finds what may be there, goes on with it, and finds that.
    private void comeBack(LogLife life, Disk disk) throws IOException {
        try (var store = checked(disk)) {
            life.goOnWith(store);
            life.write(store, life.afterwards());
        }
        try (var store = checked(disk)) {
            life.goOnWith(store);
        }
    }

    @Test
    void losesNothingOnAFullDiskAndGoesOnWhenThereIsRoom() throws IOException {
        var refusals = 0;
        for (var seed = 1; seed <= SEEDS; seed++) {
            var disk = new SimulatedDisk(new SplittableRandom(seed));
            var life = life(seed, LARGE_PAYLOAD_BYTES);
            try (var store = checked(disk)) {
                for (var i = 0; i < CHANGES; i++) {
                    var write = life.nextWrite();
                    disk.limitCapacity(disk.usedBytes());
                    if (isRefused(write, life, store)) {
                        refusals++;
                        waitForRoom(write, life, store, disk);
                    }
                }
            }
            disk.limitCapacity(Long.MAX_VALUE);
            comeBack(life, disk);
        }
        assertDiskWasFull(refusals);
    }

    private static boolean isRefused(LogWrite write, LogLife life, LogStore store)
            throws IOException {
        try {
            life.write(store, write);
            return false;
        } catch (DiskFullException expected) {
            return true;
        }
    }

    private static void waitForRoom(
            LogWrite write, LogLife life, LogStore store, SimulatedDisk disk) throws IOException {
        assertReadsWhatStays(write, life, store);
        life.purgeBefore(store, write);
        assertReadsWhatStays(write, life, store);
        if (isRefused(write, life, store)) {
            disk.limitCapacity(Long.MAX_VALUE);
            life.write(store, write);
        }
    }

    private static void assertReadsWhatStays(LogWrite write, LogLife life, LogStore store)
            throws IOException {
        var first = life.expected().purged() + 1;
        var last = write.keepThrough();
        if (write.reset() == null && first <= last) {
            assertThat(store.read(first, last, Long.MAX_VALUE))
                    .isEqualTo(life.expected().entriesUpTo(last));
        }
    }

    private static void assertDiskWasFull(int refusals) {
        assertThat(refusals)
                .as("writes that a full disk had no room for: does the store open large files?")
                .isPositive();
    }

    @Test
    void comesBackFromAFullDiskWithAllThatWasWritten() throws IOException {
        var refusals = 0;
        for (var seed = 1; seed <= SEEDS; seed++) {
            var disk = new SimulatedDisk(new SplittableRandom(seed));
            var life = life(seed, LARGE_PAYLOAD_BYTES);
            for (var i = 0; i < CHANGES; i++) {
                disk.limitCapacity(Long.MAX_VALUE);
                comeBack(life, disk);
                try (var store = checked(disk)) {
                    disk.limitCapacity(disk.usedBytes());
                    var write = life.nextWrite();
                    if (isRefused(write, life, store)) {
                        refusals++;
                        life.purgeBefore(store, write);
                    }
                }
            }
        }
        assertDiskWasFull(refusals);
    }

    /// The disk fails once and works again, which is no reason to trust it.
    @Test
    void takesNoMoreWritesOnceTheDiskFailed() throws IOException {
        var refusals = 0;
        for (var seed = 1; seed <= SEEDS; seed++) {
            var hasFailed = true;
            for (var changes = 0; hasFailed; changes++) {
                var whole = new SimulatedDisk(new SplittableRandom(seed));
                var random = new SplittableRandom(seed + 1_000L * changes);
                var disk = new FailingDisk(whole, random, changes);
                var life = life(seed, PAYLOAD_BYTES);
                refusals += isRefusedOnceTheDiskFailed(life, disk) ? 1 : 0;
                hasFailed = disk.hasFailed();
                comeBack(life, whole);
            }
        }
        assertThat(refusals).isPositive();
    }

    private boolean isRefusedOnceTheDiskFailed(LogLife life, FailingDisk disk) throws IOException {
        LogStore store;
        try {
            store = open(disk);
        } catch (IOException told) {
            assertThat(disk.hasFailed()).isTrue();
            return false;
        }
        try (store) {
            if (isLivedToItsEnd(life, store)) {
                return false;
            }
            assertThat(disk.hasFailed()).isTrue();
            assertTakesNoMore(store, life);
            return true;
        }
    }

    private static boolean isLivedToItsEnd(LogLife life, LogStore store) {
        try {
            live(life, new CheckedLogStore(store));
            return true;
        } catch (IOException told) {
            return false;
        }
    }

    private static void assertTakesNoMore(LogStore store, LogLife life) {
        var write = life.afterwards();
        assertThatThrownBy(() -> store.write(write)).isInstanceOf(IOException.class);
        var expected = life.expected();
        if (expected.purged() < expected.lastIndex()) {
            var last = expected.idAt(expected.lastIndex());
            assertThatThrownBy(() -> store.purge(last)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void bringsNoWrongEntriesFromADiskThatReadsWrong() throws IOException {
        var disk = new SimulatedDisk(new SplittableRandom(1));
        var life = life(1, PAYLOAD_BYTES);
        live(life, disk);
        disk.setReadFaults(new ReadFaults(0.02, 0.02));
        var good = 0;
        for (var i = 0; i < 200; i++) {
            good += isAsItWas(life, disk) ? 1 : 0;
        }
        assertThat(disk.spoiltReads()).isPositive();
        assertThat(good).isPositive();
    }

    @Test
    void tellsEveryBitThatFlippedOrIsAsItWas() throws IOException {
        for (var flip = 0; flip < BITS_FLIPPED; flip++) {
            var disk = new SimulatedDisk(new SplittableRandom(flip));
            var life = life(3, PAYLOAD_BYTES);
            live(life, disk);
            disk.flipAnyBit();
            isAsItWas(life, disk);
        }
    }

    /// Or does it tell that it is damaged? There is nothing else that may be.
    private boolean isAsItWas(LogLife life, Disk disk) {
        try (var store = checked(disk)) {
            life.expected().assertIsIn(store, life.possible());
            return true;
        } catch (IOException told) {
            assertThat(told).isNotInstanceOf(PowerFailure.class);
            return false;
        }
    }
}
