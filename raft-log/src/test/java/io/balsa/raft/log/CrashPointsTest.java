package io.balsa.raft.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.raft.core.EntryId;
import io.balsa.raft.log.LogHistory.State;
import io.balsa.raft.log.RecordingDisk.Change;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/// Stops a log at every point of its life, and looks at what is there afterwards.
class CrashPointsTest {
    private static final int SEGMENT_BYTES = 4096;

    @ParameterizedTest(name = "-Dlog.seed={0}")
    @MethodSource("fewSeeds")
    void comesBackBeforeOrAfterTheLastWriteFromEveryByteOfEveryWrite(long seed) throws IOException {
        var history = LogHistory.withPurges(seed, SEGMENT_BYTES, 24);
        var random = new SplittableRandom(seed);
        replay(
                history,
                (disk, change, number) -> {
                    for (var bytes = 0; bytes < length(change); bytes++) {
                        crash(disk, change, Tear.after(bytes), history.allowed(number), random);
                    }
                });
    }

    @ParameterizedTest(name = "-Dlog.seed={0}")
    @MethodSource("manySeeds")
    void comesBackBeforeOrAfterTheLastWriteWhateverSectorsArrived(long seed) throws IOException {
        var history = LogHistory.withPurges(seed, SEGMENT_BYTES, 40);
        var random = new SplittableRandom(seed);
        replay(
                history,
                (disk, change, number) -> {
                    for (var i = 0; i < 8; i++) {
                        var tear = Tear.random(random, length(change));
                        crash(disk, change, tear, history.allowed(number), random);
                    }
                });
    }

    private static LongStream fewSeeds() {
        return seeds(1);
    }

    private static LongStream manySeeds() {
        return seeds(25);
    }

    private static LongStream seeds(long count) {
        var chosen = Long.getLong("log.seed");
        return chosen != null
                ? LongStream.of(chosen)
                : LongStream.rangeClosed(1, Long.getLong("log.seeds", count));
    }

    private interface CrashPoint {
        void at(RecordingDisk before, Change change, int number) throws IOException;
    }

    private static void replay(LogHistory history, CrashPoint point) throws IOException {
        var disk = new RecordingDisk();
        var changes = history.disk().changes();
        for (var number = 0; number < changes.size(); number++) {
            point.at(disk, changes.get(number), number);
            disk.make(changes.get(number));
        }
        assertThat(recover(disk)).isEqualTo(history.state());
    }

    private static int length(Change change) {
        return change instanceof Change.Write(_, _, var bytes) ? bytes.length : 1;
    }

    private static void crash(
            RecordingDisk before,
            Change change,
            Tear tear,
            List<State> allowed,
            SplittableRandom random)
            throws IOException {
        var disk = before.copy();
        tear.apply(disk, change);
        var crashed = disk.copy();

        var state = recover(disk);
        assertThat(allowed).contains(state);
        if (random.nextInt(8) == 0) {
            crashDuringRecovery(crashed, disk.changes(), state, random);
            goOn(disk, state);
        }
    }

    /// A crash while what a crash left is being mended leads to the same state.
    private static void crashDuringRecovery(
            RecordingDisk disk, List<Change> changes, State state, SplittableRandom random)
            throws IOException {
        for (var change : changes) {
            for (var i = 0; i < 3; i++) {
                var torn = disk.copy();
                Tear.random(random, length(change)).apply(torn, change);
                assertThat(recover(torn)).isEqualTo(state);
            }
            disk.make(change);
        }
    }

    private static void goOn(RecordingDisk disk, State state) throws IOException {
        var index = state.lastEntry().index() + 1;
        var entry = Entry.blank(new EntryId(1_000, index));
        var write = new LogWrite(null, index - 1, List.of(entry));
        try (var log = SegmentedLog.open(disk, SEGMENT_BYTES)) {
            assertThat(log.repairs()).isEmpty();
            log.write(write);
        }
        assertThat(recover(disk)).isEqualTo(state.after(write));
    }

    private static State recover(RecordingDisk disk) throws IOException {
        try (var log = SegmentedLog.open(disk, SEGMENT_BYTES)) {
            return State.of(log);
        }
    }
}
