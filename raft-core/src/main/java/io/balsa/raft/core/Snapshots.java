package io.balsa.raft.core;

import org.jspecify.annotations.Nullable;

/// What snapshots stand in for: taking them over from the leader, and purging the log that they
/// cover (§7).
final class Snapshots {
    private final Knowledge state;
    private final FollowerLog followerLog;
    private EntryId saved;

    Snapshots(Knowledge state, FollowerLog followerLog, @Nullable SnapshotMark newest) {
        this.state = state;
        this.followerLog = followerLog;
        saved = newest == null ? EntryId.NONE : newest.last();
    }

    /// The last entry that the newest snapshot covers: one of this member's own, or the one that
    /// its log begins behind.
    EntryId newest() {
        var base = state.log().base();
        return base.index() > saved.index() ? base : saved;
    }

    // ---- Purging ----

    /// Purges what the snapshot covers, but for the tail that is kept for followers that lag a
    /// little.
    void onSaved(SnapshotMark snapshot) {
        if (snapshot.last().index() > saved.index()) {
            saved = snapshot.last();
            purgeBehindTail();
        }
    }

    /// While a snapshot is on its way to a follower, all that comes behind it stays: otherwise the
    /// follower would need the next one as soon as it has this one.
    private void purgeBehindTail() {
        if (!(state.standing() instanceof Leadership leadership)
                || !leadership.followers().awaitSnapshot()) {
            purge(retainedBehind(saved.index()));
        }
    }

    /// The entry behind which the tail up to `index` begins.
    private long retainedBehind(long index) {
        var retention = state.config().options().retention();
        var base = Math.max(state.log().base().index(), index - retention.entriesMax());
        var bytes = 0L;
        var before = Math.min(index, state.log().lastIndex());
        while (before > base) {
            bytes += state.sizes().bytesAt(before);
            if (bytes > retention.bytesMax()) {
                break;
            }
            before--;
        }
        return before;
    }

    void onPurgeRequested(long through) {
        purge(Math.min(through, saved.index()));
    }

    private void purge(long index) {
        if (index > state.log().base().index()) {
            state.purge(index);
        }
    }

    // ---- Taking over ----

    /// Puts the leader's snapshot in place of the whole log, unless the log holds all that it
    /// covers: what is committed here is never taken back, and what agrees with the leader is kept.
    void onReceived(Event.SnapshotReceived received) {
        var snapshot = received.snapshot();
        var last = snapshot.last();
        if (received.term() < state.term()
                || last.term() > received.term()
                || state.trust().isIsolated()) {
            discard(snapshot);
            return;
        }
        var following = followerLog.follow(received.from());
        if (last.index() <= state.commit()) {
            discard(snapshot);
        } else if (state.log().contains(last)) {
            discard(snapshot);
            state.commit(last.index());
        } else {
            state.install(snapshot);
        }
        following.match(state.commit());
        state.outbox()
                .send(
                        received.from(),
                        new Message.Appended(
                                state.term(), state.commit(), Message.NO_STAMP, state.doubt()));
    }

    private void discard(SnapshotMark snapshot) {
        state.outbox().answer(new Effect.DiscardSnapshot(snapshot));
    }

    // ---- Sending ----

    void onFailed(MemberId to) {
        if (state.standing() instanceof Leadership leadership) {
            leadership.onSnapshotFailed(to);
            purgeBehindTail();
        }
    }
}
