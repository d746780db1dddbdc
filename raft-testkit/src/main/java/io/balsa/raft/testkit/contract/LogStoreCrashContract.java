package io.balsa.raft.testkit.contract;

import static io.balsa.raft.testkit.contract.ExampleEntries.command;
import static io.balsa.raft.testkit.contract.ExampleEntries.membership;
import static io.balsa.raft.testkit.contract.ExampleEntries.noise;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.raft.core.Ballot;
import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.log.Disk;
import io.balsa.raft.log.Entry;
import io.balsa.raft.log.LogStore;
import io.balsa.raft.log.LogWrite;
import io.balsa.raft.testkit.world.PowerFailure;
import io.balsa.raft.testkit.world.ReadFaults;
import io.balsa.raft.testkit.world.SimulatedDisk;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// What a [LogStore] on a [Disk] promises when the power fails, whatever it was doing, and when the
/// disk does not read back what it should. Extend it, and say how to open yours on a disk.
public abstract class LogStoreCrashContract {
    private static final int SEEDS = 12;
    private static final int CHANGES = 25;
    private static final long BITS_FLIPPED = 300;

    /// Opens the store under test, or creates it on an empty disk.
    protected abstract LogStore open(Disk disk) throws IOException;

    /// A write with no more payload than this is there whole or not at all after a crash.
    protected int atomicBytes() {
        return 1024;
    }

    @Test
    void comesBackWithAllThatWasWrittenWhereverThePowerFails() throws IOException {
        for (var seed = 1; seed <= SEEDS; seed++) {
            var isDone = false;
            for (var operations = 0; !isDone; operations++) {
                var disk = new SimulatedDisk(new SplittableRandom(seed + 1_000L * operations));
                var life = new Life(new SplittableRandom(seed));
                isDone = life.liveUntilThePowerFails(disk, operations);
                disk.powerOn();
                life.comeBack(disk);
            }
        }
    }

    @Test
    void bringsNoWrongEntriesFromADiskThatReadsWrong() throws IOException {
        var disk = new SimulatedDisk(new SplittableRandom(1));
        var life = new Life(new SplittableRandom(1));
        life.liveUntilThePowerFails(disk, Integer.MAX_VALUE);
        disk.setReadFaults(new ReadFaults(0.02, 0.02));
        var good = 0;
        for (var i = 0; i < 200; i++) {
            var copy = new Life(life);
            try (var store = open(disk)) {
                copy.expected.assertIsIn(store, List.of(copy.expected));
                good++;
            } catch (IOException told) {
                assertThat(told).isNotInstanceOf(PowerFailure.class);
            }
        }
        assertThat(disk.spoiltReads()).isPositive();
        assertThat(good).isPositive();
    }

    @Test
    void tellsEveryBitThatFlippedOrIsAsItWas() throws IOException {
        for (var flip = 0; flip < BITS_FLIPPED; flip++) {
            var disk = new SimulatedDisk(new SplittableRandom(flip));
            var life = new Life(new SplittableRandom(3));
            life.liveUntilThePowerFails(disk, Integer.MAX_VALUE);
            disk.flipAnyBit();
            try (var store = open(disk)) {
                life.expected.assertIsIn(store, List.of(life.expected));
            } catch (IOException told) {
                assertThat(told).isNotInstanceOf(PowerFailure.class);
            }
        }
    }

    /// A store's life up to a power failure, and what it must hold.
    private final class Life {
        private final SplittableRandom random;
        private ExpectedLog expected;
        private List<ExpectedLog> possible;
        private long term = 1;

        Life(SplittableRandom random) {
            this.random = random;
            this.expected = ExpectedLog.EMPTY;
            this.possible = List.of(expected);
        }

        Life(Life other) {
            this.random = other.random.split();
            this.expected = other.expected;
            this.possible = other.possible;
        }

        /// Did it come to its end before that?
        boolean liveUntilThePowerFails(SimulatedDisk disk, int operations) throws IOException {
            disk.losePowerAfter(operations);
            try (var store = open(disk)) {
                for (var i = 0; i < CHANGES; i++) {
                    change(store);
                }
                disk.keepPower();
                return true;
            } catch (PowerFailure expectedHere) {
                return false;
            }
        }

        private void change(LogStore store) throws IOException {
            if (random.nextInt(5) == 0) {
                var through = expected.anyIndex(random);
                possible = List.of(expected, expected.afterPurge(through));
                store.purge(expected.idAt(through));
                expected = possible.getLast();
            } else {
                var write = nextWrite();
                possible = expected.possibleAfter(write, atomicBytes());
                store.write(write);
                expected = expected.after(write);
            }
            possible = List.of(expected);
        }

        private LogWrite nextWrite() {
            var isNewTerm = random.nextInt(3) == 0;
            term += isNewTerm ? 1 : 0;
            var vote = random.nextBoolean() ? null : MemberId.of(1 + random.nextInt(3));
            var ballot = isNewTerm ? new Ballot(term, vote) : null;
            if (isNewTerm && random.nextInt(6) == 0) {
                var base = expected.anyIndex(random) + random.nextInt(30) + 1;
                var entries = nextEntries(base);
                return new LogWrite(ballot, new EntryId(term, base), base, entries);
            }
            var last = expected.lastIndex();
            var keep = isNewTerm ? Math.max(expected.anyIndex(random), last - 8) : last;
            return new LogWrite(ballot, keep, nextEntries(keep));
        }

        private List<Entry> nextEntries(long keep) {
            var entries = new ArrayList<Entry>();
            for (var index = keep + 1; index <= keep + random.nextInt(5); index++) {
                var id = new EntryId(term, index);
                entries.add(
                        random.nextInt(8) == 0
                                ? membership(id, 1 + random.nextInt(3))
                                : command(id, noise(random.nextInt(400))));
            }
            return entries;
        }

        /// Finds one of the possible logs, and goes on with it.
        void comeBack(SimulatedDisk disk) throws IOException {
            LogWrite write;
            try (var store = open(disk)) {
                expected = expected.assertIsIn(store, possible);
                var index = expected.lastIndex() + 1;
                var entry = Entry.blank(new EntryId(term + 1, index));
                write = new LogWrite(new Ballot(term + 1, null), index - 1, List.of(entry));
                store.write(write);
            }
            try (var store = open(disk)) {
                expected.assertIsIn(store, List.of(expected.after(write)));
            }
        }
    }
}
