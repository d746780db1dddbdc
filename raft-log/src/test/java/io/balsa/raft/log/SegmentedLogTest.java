package io.balsa.raft.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.balsa.raft.core.Ballot;
import io.balsa.raft.core.Check.BrokenInvariant;
import io.balsa.raft.core.EntryId;
import io.balsa.raft.log.RecordingDisk.Change;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

/// What is special to the segmented log; the rest is in the contract of all stores.
class SegmentedLogTest {
    private static final int SEGMENT_BYTES = 4096;

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
    void writesABatchAtOnce() throws IOException {
        disk.changes().clear();
        log.write(new LogWrite(null, 0, entries(1, 1, 10, 200)));
        assertThat(disk.changes()).hasSize(1).allMatch(change -> change instanceof Change.Write);
    }

    @Test
    void dropsEntriesWithTheSameWriteThatBringsTheNewOnes() throws IOException {
        log.write(new LogWrite(null, 0, entries(1, 1, 10, 20)));
        disk.changes().clear();
        log.write(new LogWrite(null, 3, entries(2, 4, 2, 20)));
        assertThat(disk.changes()).hasSize(1);
    }

    @Test
    void writesTheBallotBeforeTheEntries() throws IOException {
        disk.changes().clear();
        log.write(new LogWrite(new Ballot(1, null), 0, entries(1, 1, 1, 20)));
        assertThat(disk.changes())
                .extracting(change -> ((Change.Write) change).name())
                .containsExactly("ballot", "ballot", "0000000001.log");
    }

    @Test
    void touchesTheDiskForNothingThatChanges() throws IOException {
        disk.changes().clear();
        log.write(new LogWrite(null, 0, List.of()));
        assertThat(disk.changes()).isEmpty();
    }

    @Test
    void givesAnEntryLargerThanASegmentOneOfItsOwn() throws IOException {
        var entries = new ArrayList<>(entries(1, 1, 1, 100));
        entries.addAll(entries(1, 2, 1, 100_000));
        entries.addAll(entries(1, 3, 1, 100));
        for (var entry : entries) {
            log.write(new LogWrite(null, entry.id().index() - 1, List.of(entry)));
        }
        assertThat(disk.bytes("0000000002.log")).hasSize(102_400);
        assertHolds(entries);
    }

    @Test
    void spreadsAWriteThatNoSegmentHoldsOverSeveral() throws IOException {
        var entries = entries(1, 1, 100, 300);
        log.write(new LogWrite(null, 0, entries));
        assertThat(disk.list()).hasSizeGreaterThan(9);
        assertHolds(entries);
        log.write(new LogWrite(null, 10, entries(2, 11, 40, 300)));
        var changed = new ArrayList<>(entries.subList(0, 10));
        changed.addAll(entries(2, 11, 40, 300));
        assertHolds(changed);
    }

    @Test
    void keepsPayloadsOfZerosApartFromWhatWasNeverWritten() throws IOException {
        var entries = new ArrayList<Entry>();
        for (var bytes : new int[] {511, 512, 513, 1024, 3001, 50_000}) {
            var id = new EntryId(1, entries.size() + 1L);
            entries.add(new Entry(id, Entry.Kind.COMMAND, ByteBuffer.allocate(bytes)));
        }
        log.write(new LogWrite(null, 0, entries));
        assertHolds(entries);
    }

    @Test
    void takesNoMoreWritesOnceOneFailed() throws IOException {
        var entries = entries(1, 1, 2, 20);
        log.write(new LogWrite(null, 0, entries.subList(0, 1)));
        disk.failWritesTo("0000000001.log");
        var write = new LogWrite(null, 1, entries.subList(1, 2));
        assertThatThrownBy(() -> log.write(write)).hasMessageContaining("made to fail");
        disk.failWritesTo("");
        assertThatThrownBy(() -> log.write(write)).hasMessageContaining("takes no more");
        assertThat(log.read(1, 1, 100)).isEqualTo(entries.subList(0, 1));
    }

    @Test
    void triesAgainWhenAFullDiskHasRoom() throws IOException {
        var entries = entries(1, 1, 50, 300);
        disk.limitFiles(3);
        var write = new LogWrite(null, 0, entries);
        assertThatThrownBy(() -> log.write(write)).isInstanceOf(DiskFullException.class);
        assertThatThrownBy(() -> log.write(write)).isInstanceOf(DiskFullException.class);
        disk.limitFiles(Integer.MAX_VALUE);
        log.write(write);
        assertHolds(entries);
    }

    @Test
    void refusesEntriesThatLeaveAHoleOrGoBackInTerms() throws IOException {
        log.write(new LogWrite(null, 0, entries(5, 1, 1, 1)));
        disk.changes().clear();
        for (var write :
                List.of(
                        new LogWrite(null, 1, entries(5, 3, 1, 1)),
                        new LogWrite(null, 1, entries(4, 2, 1, 1)),
                        new LogWrite(null, 2, List.of()))) {
            assertThatThrownBy(() -> log.write(write)).isInstanceOf(BrokenInvariant.class);
        }
        assertThat(disk.changes()).isEmpty();
        log.write(new LogWrite(null, 1, entries(5, 2, 1, 1)));
    }

    @Test
    void refusesSegmentSizesThatMakeNoSense() {
        for (var bytes : new int[] {0, 100, 4097, Integer.MAX_VALUE}) {
            assertThatThrownBy(() -> SegmentedLog.open(disk, bytes))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    /// A change of these bytes is another version of the format.
    @Test
    void isOnDiskAsTheFormatSays() throws IOException {
        var id = new EntryId(3, 1);
        var payload = ByteBuffer.wrap(new byte[] {1, 2, 3});
        var write = List.of(new Entry(id, Entry.Kind.COMMAND, payload));
        log.write(new LogWrite(null, 0, write));
        assertThat(slots("0000000001.log", 0, 2))
                .containsExactly(
                        "42414c53414c4f4700000001690ef2c300000000000000010000000000001000",
                        "0000000000000000000000000000000000000000000000000000000000000000");
        assertThat(slots("0000000001.log", 512, 5))
                .containsExactly(
                        "276b1a430000000000000000000000010000008000000001000000004f50454e",
                        "bc14832f276b1a43000000000000000100000000000000030000000343000000",
                        "0102030000000000000000000000000000000000000000000000000000000000",
                        "542be414bc14832f000000000000000100000080000000010000000053485554",
                        "0000000000000000000000000000000000000000000000000000000000000000");
        assertThat(slots("ballot", 0, 1))
                .isEqualTo(slots("ballot", 4096, 1))
                .containsExactly(
                        "42414c316a2e7549000000000000000180000000000000000000000000000000");
    }

    private List<String> slots(String name, int offset, int count) {
        return IntStream.range(0, count)
                .map(slot -> offset + 32 * slot)
                .mapToObj(at -> HexFormat.of().formatHex(disk.bytes(name), at, at + 32))
                .toList();
    }

    private void assertHolds(List<Entry> entries) throws IOException {
        assertThat(log.read(1, entries.size(), Long.MAX_VALUE)).isEqualTo(entries);
        log.close();
        log = SegmentedLog.open(disk, SEGMENT_BYTES);
        assertThat(log.repairs()).isEmpty();
        assertThat(log.recovery().log().lastEntry()).isEqualTo(entries.getLast().id());
        assertThat(log.read(1, entries.size(), Long.MAX_VALUE)).isEqualTo(entries);
    }

    private static List<Entry> entries(long term, long firstIndex, int count, int bytes) {
        var entries = new ArrayList<Entry>();
        for (var index = firstIndex; index < firstIndex + count; index++) {
            var payload = ByteBuffer.allocate(bytes).put(0, (byte) index);
            entries.add(new Entry(new EntryId(term, index), Entry.Kind.COMMAND, payload));
        }
        return entries;
    }
}
