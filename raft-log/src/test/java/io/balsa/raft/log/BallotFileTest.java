package io.balsa.raft.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.balsa.raft.core.Ballot;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.log.RecordingDisk.Change;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;

class BallotFileTest {
    private static final Ballot OLD = new Ballot(0x0102030405L, MemberId.of(3));
    private static final Ballot NEW = new Ballot(0x0102030406L, null, true);

    @Test
    void startsWithNoVoteAndNoTerm() throws IOException {
        try (var file = BallotFile.create(new RecordingDisk())) {
            assertThat(file.ballot()).isEqualTo(Ballot.NONE);
        }
    }

    @Test
    void holdsTheOldOrTheNewBallotFromEveryByteOfAWrite() throws IOException {
        var before = diskWith(OLD);
        var changes = changes(before, NEW);
        assertThat(changes).hasSize(2);
        var disk = before.copy();
        for (var change : changes) {
            var random = new SplittableRandom(1);
            for (var bytes = 0; bytes <= ((Change.Write) change).bytes().length; bytes++) {
                var torn = disk.copy();
                Tear.after(bytes).apply(torn, change);
                assertThat(mended(torn.copy())).isIn(OLD, NEW);
                crashWhileMending(torn, random);
            }
            disk.make(change);
        }
        assertThat(mended(disk)).isEqualTo(NEW);
    }

    /// Whoever has seen the ballot, and mended it, sees the same from then on.
    private static void crashWhileMending(RecordingDisk torn, SplittableRandom random)
            throws IOException {
        var mended = torn.copy();
        var ballot = mended(mended);
        for (var change : mended.changes()) {
            var again = torn.copy();
            Tear.after(random.nextInt(((Change.Write) change).bytes().length)).apply(again, change);
            assertThat(mended(again)).isEqualTo(ballot);
            torn.make(change);
        }
    }

    @Test
    void survivesEveryFlippedBit() throws IOException {
        var disk = diskWith(OLD);
        for (var bit = 0; bit < 8 * disk.bytes("ballot").length; bit++) {
            var damaged = disk.copy();
            damaged.bytes("ballot")[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThat(mended(damaged)).isEqualTo(OLD);
        }
    }

    @Test
    void refusesTwoDamagedCopies() throws IOException {
        var disk = diskWith(OLD);
        disk.bytes("ballot")[20] ^= 1;
        disk.bytes("ballot")[4096 + 21] ^= 1;
        assertThatThrownBy(() -> BallotFile.open(disk))
                .isInstanceOf(CorruptLogException.class)
                .hasMessageContaining("neither copy");
        assertThat(disk.changes()).isEmpty();
    }

    @Test
    void isThereOnlyOnceItIsWhole() throws IOException {
        var disk = new RecordingDisk();
        BallotFile.create(disk).close();
        var changes = disk.changes();
        var again = new RecordingDisk();
        for (var change : changes) {
            assertThat(BallotFile.exists(again)).isFalse();
            BallotFile.create(again.copy()).close();
            again.make(change);
        }
        assertThat(mended(again)).isEqualTo(Ballot.NONE);
    }

    private static RecordingDisk diskWith(Ballot ballot) throws IOException {
        var disk = new RecordingDisk();
        try (var file = BallotFile.create(disk)) {
            file.write(ballot);
        }
        return disk.copy();
    }

    private static List<Change> changes(RecordingDisk before, Ballot ballot) throws IOException {
        var disk = before.copy();
        try (var file = BallotFile.open(disk)) {
            file.write(ballot);
        }
        return disk.changes();
    }

    private static Ballot mended(RecordingDisk disk) throws IOException {
        try (var file = BallotFile.open(disk)) {
            file.mend();
            return file.ballot();
        }
    }
}
