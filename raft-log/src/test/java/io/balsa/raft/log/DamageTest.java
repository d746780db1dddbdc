package io.balsa.raft.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.balsa.raft.core.Ballot;
import io.balsa.raft.core.EntryId;
import io.balsa.raft.log.LogHistory.State;
import io.balsa.raft.log.RecordingDisk.Change;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/// What was durable and changed since is found, and nothing is made worse.
class DamageTest {
    private static final int SEGMENT_BYTES = 4096;

    private RecordingDisk disk;
    private State state;

    @BeforeEach
    void write() throws IOException {
        var history = new LogHistory(7, SEGMENT_BYTES, 12);
        disk = history.disk().copy();
        state = history.state();
        assertThat(segments()).hasSizeGreaterThan(2);
        assertThat(state.ballot()).isNotEqualTo(Ballot.NONE);
    }

    @Test
    void findsEveryFlippedBitThatMatters() {
        assertThat(bitsFound(disk.list())).isGreaterThan(8 * 3 * SEGMENT_BYTES / 2);
    }

    /// Zeros that were written must not pass for sectors that never arrived.
    @Test
    void findsEveryFlippedBitBesidePayloadsOfZeros() throws IOException {
        disk = new RecordingDisk();
        var ballot = new Ballot(1, null);
        var payload = ByteBuffer.allocate(1800).put(700, (byte) 1);
        var entry = new Entry(new EntryId(1, 1), Entry.Kind.COMMAND, payload);
        try (var log = SegmentedLog.open(disk, SEGMENT_BYTES)) {
            log.write(new LogWrite(ballot, 0, List.of(entry)));
        }
        disk = disk.copy();
        state = new State(ballot, EntryId.NONE, List.of(entry));
        assertThat(bitsFound(segments())).isGreaterThan(8 * (512 + 1800));
    }

    private int bitsFound(List<String> names) {
        return FlippedBits.found(disk, state, SEGMENT_BYTES, names);
    }

    @Test
    void findsEverySectorThatIsGoneFromTheMiddle() throws IOException {
        for (var name : segments().subList(0, segments().size() - 1)) {
            for (var sector = 0; sector < disk.bytes(name).length; sector += 512) {
                var damaged = disk.copy();
                var bytes = damaged.bytes(name);
                var isUsed = !isZero(Arrays.copyOfRange(bytes, sector, sector + 512));
                Arrays.fill(bytes, sector, sector + 512, (byte) 0);
                if (isUsed) {
                    assertIsDamage(damaged, name);
                } else {
                    assertThat(recover(damaged)).isEqualTo(state);
                }
            }
        }
    }

    /// The last segment is where a write may have been torn, but only the last one.
    @Test
    void findsEverySectorThatIsGoneFromBeforeTheLastWrite() throws IOException {
        var history = new LogHistory(3, 1 << 16, 40);
        var name = Segment.name(1);
        var last = (Change.Write) history.disk().changes().getLast();
        assertThat(last.name()).isEqualTo(name);
        for (var sector = 0; sector < last.position(); sector += 512) {
            var damaged = history.disk().copy();
            Arrays.fill(damaged.bytes(name), sector, sector + 512, (byte) 0);
            assertIsDamage(damaged, name);
        }
    }

    /// A new segment is only begun when everything in the one before is durable.
    @Test
    void findsAHoleInTheLastFrameOnceTheNextSegmentIsBegun() throws IOException {
        var changes = new LogHistory(7, SEGMENT_BYTES, 12).disk().changes();
        var begun = changes.indexOf(new Change.Create(Segment.name(2), SEGMENT_BYTES));
        var damaged = new RecordingDisk();
        changes.subList(0, begun + 1).forEach(damaged::make);
        damaged = damaged.copy();
        var bytes = damaged.bytes(Segment.name(1));
        var end = bytes.length;
        while (bytes[end - 1] == 0) {
            end--;
        }
        Arrays.fill(bytes, end - LogFormat.SLOT_BYTES, end, (byte) 0);
        assertIsDamage(damaged, Segment.name(1));
    }

    @Test
    void findsAMarkThatIsGoneWithoutItsSector() throws IOException {
        var history = new LogHistory(3, 1 << 16, 40);
        var last = (Change.Write) history.disk().changes().getLast();
        var damaged = history.disk().copy();
        var mark = last.position();
        Arrays.fill(damaged.bytes(last.name()), mark, mark + LogFormat.SLOT_BYTES, (byte) 0);
        assertIsDamage(damaged, last.name());
    }

    private static boolean isZero(byte[] bytes) {
        return Arrays.equals(bytes, new byte[bytes.length]);
    }

    @Test
    void findsFilesThatAreCutOff() {
        for (var name : segments()) {
            for (var length = 0; length < disk.bytes(name).length; length += 37) {
                var damaged = disk.copy();
                damaged.replace(name, Arrays.copyOf(disk.bytes(name), length));
                assertIsDamage(damaged, name);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 31, 32, 4095, 4096, 4100, 4128, 8191})
    void losesNoBallotToAFileThatIsCutOff(int length) throws IOException {
        var damaged = disk.copy();
        damaged.replace("ballot", Arrays.copyOf(disk.bytes("ballot"), length));
        if (length >= 4128) {
            assertThat(recover(damaged)).isEqualTo(state);
        } else {
            assertIsDamage(damaged, "ballot");
        }
    }

    @Test
    void findsFilesThatAreMissing() {
        for (var name : disk.list()) {
            if (!name.equals("base")) {
                assertIsDamage(without(name), "");
            }
        }
    }

    /// It says what was purged, and all segments are here.
    @Test
    void makesTheBaseOfALogAgainThatWasNeverPurged() throws IOException {
        var damaged = without("base");
        assertThat(recover(damaged)).isEqualTo(state);
        assertThat(damaged.bytes("base")).isEqualTo(disk.bytes("base"));
    }

    private RecordingDisk without(String name) {
        var damaged = disk.copy();
        damaged.delete(name);
        damaged.changes().clear();
        return damaged;
    }

    @Test
    void findsSegmentsThatChangedPlaces() {
        var damaged = disk.copy();
        damaged.replace(segments().get(0), disk.bytes(segments().get(1)));
        damaged.replace(segments().get(1), disk.bytes(segments().get(0)));
        assertIsDamage(damaged, segments().getFirst());
    }

    @Test
    void findsASegmentOfAnotherLog() throws IOException {
        var other = new LogHistory(8, SEGMENT_BYTES, 16).disk();
        for (var name : segments()) {
            var damaged = disk.copy();
            damaged.replace(name, other.bytes(name).clone());
            assertIsDamage(damaged, "");
        }
    }

    /// Sound in itself and in the right place, and still not what was written.
    @Test
    void findsAFrameOfAnotherLog() throws IOException {
        disk = logOfTwoWrites((byte) 1);
        var last = (Change.Write) logOfTwoWrites((byte) 2).changes().getLast();
        var damaged = disk.copy();
        damaged.make(last);
        damaged.changes().clear();
        assertIsDamage(damaged, last.name());
    }

    private static RecordingDisk logOfTwoWrites(byte content) throws IOException {
        var disk = new RecordingDisk();
        try (var log = SegmentedLog.open(disk, SEGMENT_BYTES)) {
            for (var index = 1; index <= 2; index++) {
                var payload = ByteBuffer.wrap(new byte[] {content});
                var entry = new Entry(new EntryId(1, index), Entry.Kind.COMMAND, payload);
                log.write(new LogWrite(null, index - 1, List.of(entry)));
            }
        }
        return disk;
    }

    @Test
    void findsAFileThatIsNoSegment() {
        var damaged = disk.copy();
        damaged.replace(segments().getFirst(), "no log at all\n".repeat(600).getBytes(UTF_8));
        assertIsDamage(damaged, segments().getFirst());
    }

    @Test
    void refusesASegmentOfAnotherVersion() {
        var name = segments().getFirst();
        var bytes = disk.bytes(name);
        bytes[11] = 2;
        var sum = new CRC32C();
        Arrays.fill(bytes, 12, 16, (byte) 0);
        sum.update(bytes, 0, 512);
        for (var i = 0; i < 4; i++) {
            bytes[12 + i] = (byte) (sum.getValue() >> (24 - 8 * i));
        }
        assertThatThrownBy(() -> recover(disk))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("version 2")
                .hasMessageContaining("reads version 1");
    }

    @Test
    void servesNoEntryThatChangedWhileTheLogWasOpen() throws IOException {
        try (var log = SegmentedLog.open(disk, SEGMENT_BYTES)) {
            var bytes = disk.bytes(segments().getFirst());
            bytes[SegmentHeader.BYTES + 2 * LogFormat.SLOT_BYTES + 3] ^= 4;
            assertThatThrownBy(() -> log.read(1, 1, 1))
                    .isInstanceOf(CorruptLogException.class)
                    .hasMessageContaining("entry 1 ");
        }
    }

    private List<String> segments() {
        return disk.list().stream().filter(Segment::isName).toList();
    }

    private static void assertIsDamage(RecordingDisk damaged, String name) {
        assertThatThrownBy(() -> recover(damaged))
                .isInstanceOf(CorruptLogException.class)
                .hasMessageContaining(name)
                .hasMessageContaining("offset")
                .hasMessageContaining("Keep a copy");
        assertThat(damaged.changes()).isEmpty();
    }

    private static State recover(RecordingDisk disk) throws IOException {
        try (var log = SegmentedLog.open(disk, SEGMENT_BYTES)) {
            return State.of(log);
        }
    }
}
