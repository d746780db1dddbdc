package io.balsa.raft.core;

/// The leader's side of replication: sends followers the entries that they lack, as far as the
/// limits allow (§5.3).
final class Replication {
    private final Knowledge state;

    Replication(Knowledge state) {
        this.state = state;
    }

    /// Sends `follower` whatever it is ready for, stamped with `stamp`.
    void replicate(MemberId member, Progress follower, long stamp) {
        if (!lacksPurged(member, follower)) {
            sendEntries(member, follower, stamp);
        }
    }

    /// Does `follower` need entries that were purged? Then the newest snapshot must go to it.
    private boolean lacksPurged(MemberId member, Progress follower) {
        var base = state.log().base().index();
        if (follower.awaitsSnapshot() && follower.matched() >= base) {
            follower.onCaughtUpWithPurged();
            state.outbox().answer(new Effect.CancelSnapshot(member));
        } else if (follower.wantsEntriesUpTo(base)) {
            follower.awaitSnapshot();
        }
        if (follower.wantsSnapshot()) {
            follower.onSnapshotAsked(state.now());
            state.outbox().answer(new Effect.SendSnapshot(member, state.term()));
        }
        return follower.next() <= base;
    }

    private void sendEntries(MemberId member, Progress follower, long stamp) {
        var last = state.log().lastIndex();
        while (follower.wantsProbe() || follower.next() <= last) {
            var batch = Batch.startingAt(follower.next(), last, state);
            if (!follower.isReadyFor(batch.bytes(), state.config().limits())) {
                return;
            }
            var entries = state.slice(follower.next() - 1, batch.lastIndex());
            state.outbox()
                    .send(
                            member,
                            new Message.AppendEntries(
                                    state.term(), entries, state.commit(), stamp));
            follower.onSent(batch.lastIndex(), batch.bytes(), state.now());
            follower.onNotified(state.commit());
        }
    }

    /// The entries that go into one message.
    private record Batch(long lastIndex, long bytes) {
        static Batch startingAt(long first, long last, Knowledge state) {
            var limits = state.config().limits();
            var end = Math.min(last, first + limits.messageEntriesMax() - 1);
            var bytes = 0L;
            var index = first;
            while (index <= end) {
                var size = state.sizes().bytesAt(index);
                if (bytes + size > limits.messageBytesMax() && index > first) {
                    break;
                }
                bytes += size;
                index++;
            }
            return new Batch(index - 1, bytes);
        }
    }
}
