package io.balsa.raft.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.balsa.raft.core.Check.BrokenInvariant;
import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Membership;
import io.balsa.raft.log.RecordingDisk.Change;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// What the segmented log does with its files when it is purged or reset.
class PurgeTest {
    private static final int SEGMENT_BYTES = 4096;

    /// Seven entries of this size fill a segment.
    private static final int ENTRY_BYTES = 380;

    private final RecordingDisk disk = new RecordingDisk();
    private SegmentedLog log;

    @BeforeEach
    void open() throws IOException {
        log = SegmentedLog.open(disk, SEGMENT_BYTES);
    }

    @AfterEach
    void close() throws IOException {
        log.close();
    }

    @Test
    void deletesTheSegmentsThatHoldNothingElse() throws IOException {
        append(1, 1, 20);
        assertThat(segments()).containsExactly(Segment.name(1), Segment.name(2), Segment.name(3));
        log.purge(new EntryId(1, 6));
        assertThat(segments()).hasSize(3);
        log.purge(new EntryId(1, 7));
        assertThat(segments()).containsExactly(Segment.name(2), Segment.name(3));
        reopen();
        assertBeginsBehind(new EntryId(1, 7));
    }

    @Test
    void saysWhereTheLogBeginsBeforeAnythingIsDeleted() throws IOException {
        append(1, 1, 20);
        disk.changes().clear();
        log.purge(new EntryId(1, 16));
        assertThat(disk.changes()).hasSize(4);
        assertThat(disk.changes().subList(0, 2))
                .allMatch(change ->
                        change instanceof Change.Write(var name, _, _) && name.equals("base"));
        assertThat(disk.changes().subList(2, 4))
                .containsExactly(
                        new Change.Delete(Segment.name(1)), new Change.Delete(Segment.name(2)));
    }

    @Test
    void touchesTheDiskForNothingThatGoes() throws IOException {
        append(1, 1, 20);
        log.purge(new EntryId(1, 7));
        disk.changes().clear();
        log.purge(new EntryId(1, 3));
        log.purge(new EntryId(1, 7));
        log.purge(new EntryId(1, 8));
        assertThat(disk.changes()).isEmpty();
    }

    @Test
    void needsNoRoomOnTheDisk() throws IOException {
        append(1, 1, 20);
        disk.limitFiles(0);
        log.purge(new EntryId(1, 20));
        assertThat(segments()).containsExactly(Segment.name(3));
    }

    @Test
    void keepsTheSegmentThatIsWritten() throws IOException {
        append(1, 1, 7);
        log.purge(new EntryId(1, 7));
        assertThat(segments()).containsExactly(Segment.name(1));
        append(1, 8, 1);
        log.purge(new EntryId(1, 8));
        assertThat(segments()).containsExactly(Segment.name(2));
        reopen();
        assertBeginsBehind(new EntryId(1, 7));
        append(1, 9, 1);
    }

    /// The header of the second segment names entry 7 as the one before it. It was dropped since,
    /// and which entry 3 was, only the base knows.
    @Test
    void knowsItsBaseWhenTheEntryBeforeTheFirstSegmentWasDropped() throws IOException {
        append(1, 1, 5);
        append(2, 6, 4);
        append(3, 4, 6);
        append(4, 10, 5);
        log.purge(new EntryId(1, 3));
        assertThat(segments().getFirst()).isEqualTo(Segment.name(2));
        reopen();
        assertBeginsBehind(new EntryId(1, 3));
        assertThat(log.recovery().log().termStarts())
                .containsExactly(new EntryId(3, 4), new EntryId(4, 10));
        assertThat(log.read(4, 14, Long.MAX_VALUE)).hasSize(11);
    }

    @Test
    void isDamagedWhenTheBaseNamesAnotherEntry() throws IOException {
        append(1, 1, 20);
        log.purge(new EntryId(1, 7));
        log.close();
        try (var base = BaseFile.open(disk)) {
            var wrong = new EntryId(1, 6);
            base.write(new LogBase(base.base().segment(), base.base().chain(), wrong));
        }
        assertThatThrownBy(() -> SegmentedLog.open(disk, SEGMENT_BYTES))
                .isInstanceOf(CorruptLogException.class)
                .hasMessageContaining("behind 1/6");
    }

    @Test
    void finishesADeletionThatACrashCutShort() throws IOException {
        append(1, 1, 20);
        var before = disk.copy();
        log.purge(new EntryId(1, 16));
        before.replace("base", disk.bytes("base"));
        try (var found = SegmentedLog.open(before, SEGMENT_BYTES)) {
            assertThat(found.recovery().log().previous()).isEqualTo(new EntryId(1, 14));
            assertThat(found.repairs()).hasSize(2);
        }
        assertThat(before.list()).contains(Segment.name(3)).doesNotContain(Segment.name(2));
    }

    @Test
    void letsReadersOfAPurgedSegmentFinish() throws IOException {
        append(1, 1, 20);
        var segment = new Segment(SegmentHeader.read(disk.open(Segment.name(1))), file());
        segment.acquire();
        segment.acquire();
        segment.release();
        segment.retire();
        assertThat(closed).isZero();
        segment.release();
        assertThat(closed).isOne();
    }

    private int closed;

    /// Counts how often it is closed.
    private DiskFile file() throws IOException {
        var file = disk.open(Segment.name(1));
        return new DiskFile() {
            @Override
            public String name() {
                return file.name();
            }

            @Override
            public long size() throws IOException {
                return file.size();
            }

            @Override
            public void write(long position, ByteBuffer source) throws IOException {
                file.write(position, source);
            }

            @Override
            public void read(long position, ByteBuffer target) throws IOException {
                file.read(position, target);
            }

            @Override
            public void close() {
                closed++;
            }
        };
    }

    @Test
    void givesTheMembershipsThatAreLeft() throws IOException {
        for (var index = 1L; index <= 4; index++) {
            var id = new EntryId(1, 8 * index);
            append(1, id.index() - 7, 7);
            var addresses = new TreeMap<MemberId, String>();
            addresses.put(MemberId.of(index), "host:1");
            var payload = MembershipFormat.encode(Membership.ofVoters(addresses));
            write(List.of(new Entry(id, Entry.Kind.MEMBERSHIP, payload)));
        }
        log.purge(new EntryId(1, 17));
        reopen();
        assertThat(log.recovery().log().memberships())
                .extracting(membership -> membership.index())
                .containsExactly(24L, 32L);
        assertThat(log.recovery().sizes().bytesAt(25)).isEqualTo(ENTRY_BYTES);
    }

    @Test
    void resetsWithOneWriteAndThenFreesWhatWasBefore() throws IOException {
        append(1, 1, 20);
        disk.changes().clear();
        log.write(LogWrite.reset(null, new EntryId(3, 500)));
        assertThat(disk.changes())
                .hasSize(5)
                .first()
                .matches(change -> ((Change.Write) change).name().equals(Segment.name(3)));
        assertThat(segments()).containsExactly(Segment.name(3));
        assertThat(log.read(7, 20, 1000)).isEmpty();
        append(3, 501, 3);
        reopen();
        assertBeginsBehind(new EntryId(3, 500));
        assertThat(log.read(501, 503, Long.MAX_VALUE)).hasSize(3);
    }

    @Test
    void resetsToAPlaceBeforeItsEnd() throws IOException {
        append(1, 1, 20);
        log.write(LogWrite.reset(null, new EntryId(2, 11)));
        append(2, 12, 30);
        log.purge(new EntryId(2, 26));
        reopen();
        assertThat(log.recovery().log().previous().index()).isBetween(11L, 26L);
        assertThat(log.recovery().log().previous().term()).isEqualTo(2);
        assertThat(log.recovery().log().lastEntry()).isEqualTo(new EntryId(2, 41));
    }

    @Test
    void resetsOnlyWhenThereIsRoomForWhatFollows() throws IOException {
        append(1, 1, 7);
        disk.limitFiles(3);
        var base = new EntryId(2, 70);
        var write = new LogWrite(null, base, 70, entries(2, 71, 5));
        assertThatThrownBy(() -> log.write(write)).isInstanceOf(DiskFullException.class);
        assertThat(log.read(1, 7, Long.MAX_VALUE)).hasSize(7);
        disk.limitFiles(4);
        log.write(write);
        reopen();
        assertBeginsBehind(base);
        assertThat(log.read(71, 75, Long.MAX_VALUE)).isEqualTo(write.entries());
    }

    @Test
    void refusesToDropOrResetWhatWasPurged() throws IOException {
        append(1, 1, 20);
        log.purge(new EntryId(1, 16));
        for (var write :
                List.of(
                        new LogWrite(null, 12, List.of()),
                        LogWrite.reset(null, new EntryId(2, 13)))) {
            assertThatThrownBy(() -> log.write(write)).isInstanceOf(BrokenInvariant.class);
        }
        assertThatThrownBy(() -> log.purge(new EntryId(2, 17))).isInstanceOf(BrokenInvariant.class);
        assertThatThrownBy(() -> log.purge(new EntryId(1, 21))).isInstanceOf(BrokenInvariant.class);
    }

    private void assertBeginsBehind(EntryId base) throws IOException {
        assertThat(log.repairs()).isEmpty();
        assertThat(log.recovery().log().previous()).isEqualTo(base);
        assertThat(log.read(base.index(), base.index() + 1, 1000)).isEmpty();
    }

    private List<String> segments() {
        return disk.list().stream().filter(Segment::isName).toList();
    }

    private void reopen() throws IOException {
        log.close();
        log = SegmentedLog.open(disk, SEGMENT_BYTES);
    }

    private void append(long term, long firstIndex, int count) throws IOException {
        for (var entry : entries(term, firstIndex, count)) {
            write(List.of(entry));
        }
    }

    private void write(List<Entry> entries) throws IOException {
        log.write(new LogWrite(null, entries.getFirst().id().index() - 1, entries));
    }

    private static List<Entry> entries(long term, long firstIndex, int count) {
        var entries = new ArrayList<Entry>();
        for (var index = firstIndex; index < firstIndex + count; index++) {
            var payload = ByteBuffer.allocate(ENTRY_BYTES).put(0, (byte) index);
            entries.add(new Entry(new EntryId(term, index), Entry.Kind.COMMAND, payload));
        }
        return entries;
    }
}
