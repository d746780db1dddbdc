package io.balsa.raft.node;

import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.SnapshotMark;
import io.balsa.raft.log.Entry;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What the apply lane is asked to do.
sealed interface ApplyWork<R> {
    /// The entry at `first` and those behind it are the commands of these callers.
    record Expect<R>(EntryId first, List<Pending<R>> callers) implements ApplyWork<R> {}

    /// Apply up to `index`. `entries` are null when they must be read from disk.
    record Apply<R>(long index, @Nullable List<Entry> entries) implements ApplyWork<R> {}

    /// Go on from the newest snapshot, which holds everything up to `mark` at least.
    record Restore<R>(SnapshotMark mark) implements ApplyWork<R> {}

    /// Look whether a snapshot is due.
    record Consider<R>() implements ApplyWork<R> {}

    /// Ask once `index` is applied.
    record Ask<R>(long index, List<Query<?>> queries) implements ApplyWork<R> {}
}
