package io.balsa.raft.testkit.simulation;

import io.balsa.raft.core.Effect;
import io.balsa.raft.core.Event;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.SnapshotMark;
import io.balsa.raft.node.Observer;
import io.balsa.raft.testkit.property.Watch;

import java.util.List;
import java.util.function.LongSupplier;

/// A member's core, with all eyes on it.
///
/// @param digest of the state machine as it is
record WatchedMember(
        MemberId member, Watch watch, Coverage coverage, Runnable onTurn, LongSupplier digest)
        implements Observer {
    @Override
    public void onEvent(Event event) {
        switch (event) {
            case Event.SnapshotSaved _ -> coverage.count("snapshots built");
            case Event.SnapshotReceived _ -> coverage.count("snapshots received");
            case Event.SnapshotFailed _ -> coverage.count("snapshots given up");
            default -> {}
        }
        watch.onEvent(member, event);
    }

    @Override
    public void onEffects(List<Effect> effects) {
        onTurn.run();
        effects.forEach(this::count);
        watch.onEffects(member, effects);
    }

    @Override
    public void onRestore(SnapshotMark snapshot) {
        coverage.count("states restored");
        watch.onRestored(member, snapshot, digest.getAsLong());
    }

    private void count(Effect effect) {
        switch (effect) {
            case Effect.Blank _ -> coverage.count("elections won");
            case Effect.Forward _ -> coverage.count("proposals passed on to the leader");
            case Effect.ReadAt _ -> coverage.count("reads confirmed by a quorum");
            case Effect.Refuse _ -> coverage.count("proposals refused");
            case Effect.RefuseRead _ -> coverage.count("reads refused");
            case Effect.Configure configured -> count(configured);
            case Effect.Accept _, Effect.Persist _, Effect.Send _, Effect.Commit _ -> {}
            case Effect.ChangeDone _ -> coverage.count("memberships changed");
            case Effect.RefuseChange _ -> coverage.count("membership changes refused");
            case Effect.TransferDone _ -> coverage.count("leaderships handed over");
            case Effect.RefuseTransfer _ -> coverage.count("transfers refused");
            case Effect.SendSnapshot _ -> coverage.count("snapshots sent");
            case Effect.CancelSnapshot _ -> coverage.count("snapshots cancelled");
            case Effect.DiscardSnapshot _ -> coverage.count("snapshots discarded");
            case Effect.Restore _ -> coverage.count("snapshots installed");
            case Effect.Purge _ -> coverage.count("purges wanted");
            case Effect.RevertNoted _ -> coverage.count("reverted members allowed back");
            case Effect.ReportRevert _ -> coverage.count("reverted members isolated");
        }
    }

    private void count(Effect.Configure configured) {
        var before = watch.chronicle().of(member).memberships();
        var promoted = configured.membership().voters();
        promoted.retainAll(before.latest().learners());
        promoted.forEach(_ -> coverage.count("learners promoted"));
        if (before.latest().isJoint()
                && !configured.membership().isJoint()
                && before.latestId().term() < configured.id().term()) {
            coverage.count("joint memberships ended by a later leader");
        }
    }
}
