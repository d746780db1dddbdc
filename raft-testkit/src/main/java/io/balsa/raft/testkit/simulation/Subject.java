package io.balsa.raft.testkit.simulation;

import io.balsa.raft.log.Disk;
import io.balsa.raft.log.LogStore;
import io.balsa.raft.log.SegmentedLog;
import io.balsa.raft.testkit.history.Register.Answer;

import java.io.IOException;
import java.util.function.Supplier;

/// What is simulated.
///
/// @param stores opens the log on a member's disk, whenever the member starts
/// @param machines makes an empty state machine, whenever a member starts
public record Subject<R>(Stores stores, Supplier<RegisterMachine<R>> machines) {
    /// Opens what is on a disk, or begins there.
    @FunctionalInterface
    public interface Stores {
        /// Opens the member's store on its disk, after each start.
        LogStore open(Disk disk) throws IOException;
    }

    private static final int SEGMENT_BYTES = 4_096;

    /// Balsa itself, with the segmented log in segments so small that they are often full.
    public static <R> Subject<R> of(Supplier<RegisterMachine<R>> machines) {
        return new Subject<>(disk -> SegmentedLog.open(disk, SEGMENT_BYTES), machines);
    }

    /// Balsa itself, with a map of registers on top.
    public static Subject<Answer> registers() {
        return of(RegisterMap::new);
    }
}
