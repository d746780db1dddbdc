package io.balsa.raft.log;

import io.balsa.raft.log.LogHistory.State;

import java.io.IOException;
import java.util.List;

/// Turns over every bit of a log, one at a time: each is told, with nothing changed on the disk, or
/// the log reads back as it was.
final class FlippedBits {
    private FlippedBits() {}

    /// How many of the bits of these files were told.
    static int found(RecordingDisk disk, State state, int segmentBytes, List<String> names) {
        var found = 0;
        for (var name : names) {
            for (var bit = 0; bit < 8 * disk.bytes(name).length; bit++) {
                var damaged = disk.copy();
                damaged.bytes(name)[bit / 8] ^= (byte) (1 << (bit % 8));
                if (isTold(damaged, state, segmentBytes, "%s, bit %d".formatted(name, bit))) {
                    found++;
                }
            }
        }
        return found;
    }

    private static boolean isTold(
            RecordingDisk damaged, State state, int segmentBytes, String place) {
        try (var log = SegmentedLog.open(damaged, segmentBytes)) {
            if (!State.of(log).equals(state)) {
                throw new AssertionError("something was lost to " + place);
            }
            return false;
        } catch (CorruptLogException expected) {
            if (!damaged.changes().isEmpty()) {
                throw new AssertionError("the disk was changed for " + place);
            }
            return true;
        } catch (IOException | RuntimeException other) {
            throw new AssertionError(place, other);
        }
    }
}
