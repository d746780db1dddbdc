package io.balsa.server;

import io.balsa.raft.core.Effect;
import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.Event;
import io.balsa.raft.core.SnapshotMark;
import io.balsa.raft.log.Entry;
import io.balsa.raft.node.Observer;

import java.util.List;

/// Two that watch the same member.
record BothObservers(Observer one, Observer other) implements Observer {
    @Override
    public void onEvent(Event event) {
        one.onEvent(event);
        other.onEvent(event);
    }

    @Override
    public void onEffects(List<Effect> effects) {
        one.onEffects(effects);
        other.onEffects(effects);
    }

    @Override
    public void onWritten(List<Entry> entries, long nanos) {
        one.onWritten(entries, nanos);
        other.onWritten(entries, nanos);
    }

    @Override
    public void onApply(EntryId id) {
        one.onApply(id);
        other.onApply(id);
    }

    @Override
    public void onApplied(Entry command) {
        one.onApplied(command);
        other.onApplied(command);
    }

    @Override
    public void onRestore(SnapshotMark snapshot) {
        one.onRestore(snapshot);
        other.onRestore(snapshot);
    }
}
