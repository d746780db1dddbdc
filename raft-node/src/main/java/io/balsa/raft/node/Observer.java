package io.balsa.raft.node;

import io.balsa.raft.core.Effect;
import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.Event;
import io.balsa.raft.core.SnapshotMark;

import java.util.List;

/// Watches a member from within, on its own lanes: for tests that check what must always hold.
public interface Observer {
    /// Sees nothing.
    Observer NONE = new Observer() {};

    /// The core has taken in `event`.
    default void onEvent(Event event) {}

    /// The core wants `effects`, which are carried out next.
    default void onEffects(List<Effect> effects) {}

    /// The state machine is about to apply a command.
    default void onApply(EntryId id) {}

    /// The state machine goes on from a snapshot.
    default void onRestore(SnapshotMark snapshot) {}
}
