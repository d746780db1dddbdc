package io.balsa.raft.node;

import io.balsa.raft.core.Effect;
import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.Event;
import io.balsa.raft.core.SnapshotMark;
import io.balsa.raft.log.Entry;

import java.util.List;

/// Watches a member from within, on its own lanes: for tests that check what must always hold, and
/// for those who follow entries around.
public interface Observer {
    /// Sees nothing.
    Observer NONE = new Observer() {};

    /// The core has taken in `event`.
    default void onEvent(Event event) {}

    /// The core wants `effects`, which are carried out next.
    default void onEffects(List<Effect> effects) {}

    /// Entries have reached this member's disk.
    ///
    /// @param nanos how long the write took
    default void onWritten(List<Entry> entries, long nanos) {}

    /// The state machine is about to apply a command.
    default void onApply(EntryId id) {}

    /// The state machine has applied a command, and whoever waits for it is answered next.
    default void onApplied(Entry command) {}

    /// The state machine goes on from a snapshot.
    default void onRestore(SnapshotMark snapshot) {}
}
