package io.balsa.raft.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.balsa.raft.core.EntryId;
import io.balsa.raft.log.LogHistory.State;
import io.balsa.raft.log.RecordingDisk.Change;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/// What was durable and changed since is found in a log that has lost its front and was reset, too.
class PurgedLogDamageTest {
    private static final int SEGMENT_BYTES = 4096;

    private LogHistory history;
    private RecordingDisk disk;
    private State state;

    @BeforeEach
    void write() throws IOException {
        var seed = 0L;
        do {
            history = LogHistory.withPurges(++seed, SEGMENT_BYTES, 40);
            disk = history.disk().copy();
            state = history.state();
        } while (segments().size() < 3 || state.base().equals(EntryId.NONE));
        assertThat(segments()).doesNotContain(Segment.name(1));
    }

    @Test
    void findsEveryFlippedBitThatMatters() {
        var found = FlippedBits.found(disk, state, SEGMENT_BYTES, disk.list());
        assertThat(found).isGreaterThan(8 * SEGMENT_BYTES);
    }

    @Test
    void findsFilesThatAreMissing() {
        for (var name : disk.list()) {
            var damaged = disk.copy();
            damaged.delete(name);
            assertIsDamage(damaged);
        }
    }

    @Test
    void findsABaseThatIsCutOff() {
        for (var length = 0; length < 4096 + 48; length += 16) {
            var damaged = disk.copy();
            damaged.replace("base", Arrays.copyOf(disk.bytes("base"), length));
            assertIsDamage(damaged);
        }
    }

    /// A base of an earlier time asks for segments that are gone.
    @Test
    void findsABaseThatWentBack() {
        var earlier = new RecordingDisk();
        for (var change : history.disk().changes()) {
            earlier.make(change);
            var isOlder = !Arrays.equals(baseOf(earlier), baseOf(disk));
            if (change instanceof Change.Delete && isOlder) {
                var damaged = disk.copy();
                damaged.replace("base", earlier.bytes("base").clone());
                assertIsDamage(damaged);
            }
        }
    }

    private static byte[] baseOf(RecordingDisk disk) {
        return disk.exists("base") ? disk.bytes("base") : new byte[0];
    }

    @Test
    void leavesSegmentsAloneWhoseNamesItDoesNotKnow() throws IOException {
        disk.replace("00000.log", new byte[100]);
        assertThatThrownBy(() -> SegmentedLog.open(disk, SEGMENT_BYTES))
                .isInstanceOf(CorruptLogException.class);
        assertThat(disk.bytes("00000.log")).hasSize(100);
    }

    private List<String> segments() {
        return disk.list().stream().filter(Segment::isName).toList();
    }

    private static void assertIsDamage(RecordingDisk damaged) {
        damaged.changes().clear();
        assertThatThrownBy(() -> SegmentedLog.open(damaged, SEGMENT_BYTES).close())
                .isInstanceOf(CorruptLogException.class)
                .hasMessageContaining("offset")
                .hasMessageContaining("Keep a copy");
        assertThat(damaged.changes()).isEmpty();
    }
}
