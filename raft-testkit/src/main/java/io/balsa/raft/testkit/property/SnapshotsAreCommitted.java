package io.balsa.raft.testkit.property;

import io.balsa.raft.core.Event;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.SnapshotMark;

/// A snapshot holds nothing but committed entries, and says truly which membership is the last
/// among them (§7). Checked when it is taken, when it comes in, and when the state machine goes on
/// from it.
public final class SnapshotsAreCommitted implements Property {
    private final Chronicle chronicle;

    public SnapshotsAreCommitted(Chronicle chronicle) {
        this.chronicle = chronicle;
    }

    @Override
    public void onEvent(MemberId member, Event event) {
        switch (event) {
            case Event.SnapshotSaved(var mark) -> check(member, mark);
            case Event.SnapshotReceived(_, _, var mark) -> check(member, mark);
            default -> {}
        }
    }

    @Override
    public void onRestored(MemberId member, SnapshotMark snapshot, long digest) {
        check(member, snapshot);
    }

    private void check(MemberId member, SnapshotMark mark) {
        if (!chronicle.committed().contains(mark.last())) {
            throw new Violation(
                    getClass(),
                    "%s has a snapshot of %s, which is not committed"
                            .formatted(member, mark.last()));
        }
        var membership = chronicle.membershipAt(mark.last().index());
        if (!mark.membership().equals(membership)) {
            throw new Violation(
                    getClass(),
                    "%s has the snapshot %s, and %s is committed there"
                            .formatted(member, mark, membership));
        }
    }
}
