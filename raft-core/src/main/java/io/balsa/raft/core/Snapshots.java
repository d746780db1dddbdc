package io.balsa.raft.core;

/// What snapshots stand in for: taking them over from the leader, and purging the log that they
/// cover (§7).
final class Snapshots {
    private final Knowledge state;

    Snapshots(Knowledge state) {
        this.state = state;
    }

    void onSaved(SnapshotMark snapshot) {}

    void onReceived(Event.SnapshotReceived received) {
        state.outbox().answer(new Effect.DiscardSnapshot(received.snapshot()));
    }

    void onFailed(MemberId to) {}

    void onPurgeRequested(long through) {}
}
