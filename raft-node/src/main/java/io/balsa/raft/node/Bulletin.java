package io.balsa.raft.node;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Raft;

/// What others may know of a member: shows its state, and tells those who wait for another one.
/// Confined to the event loop but for what it shows.
final class Bulletin {
    private final MemberId member;
    private final Raft raft;
    private final Applier<?> applier;
    private final RoleLog roleLog;
    private final Waits waits = new Waits();
    private volatile RaftState state;
    private volatile boolean isFollowed;
    private volatile long heardAt = Long.MIN_VALUE;

    Bulletin(MemberId member, Raft raft, Applier<?> applier) {
        this.member = member;
        this.raft = raft;
        this.applier = applier;
        roleLog = new RoleLog(member);
        state = snapshot();
    }

    /// The latest state shown. From any thread.
    RaftState state() {
        return state.withAppliedIndex(applier.appliedIndex());
    }

    /// When this member last knew of a leader; [Long#MIN_VALUE] for never. From any thread.
    long heardAt() {
        return heardAt;
    }

    /// Does anybody wait for a change, and so also for one that only the apply lane sees? From any
    /// thread.
    boolean isFollowed() {
        return isFollowed;
    }

    void add(Wait wait) {
        waits.add(wait);
        isFollowed = true;
    }

    /// The turn ends at time `now`: shows what it brought.
    void publish(long now) {
        var previous = state;
        if (previous.term() != raft.term()
                || previous.commitIndex() != raft.commitIndex()
                || !previous.lastEntry().equals(raft.lastEntry())
                || !previous.role().equals(raft.role())) {
            state = snapshot();
            roleLog.onState(previous, state);
        }
        heardAt = raft.heardAt();
        if (isFollowed) {
            waits.check(state(), now);
            isFollowed = !waits.isEmpty();
        }
    }

    /// When it must look again at the latest.
    long deadline() {
        return waits.deadline();
    }

    private RaftState snapshot() {
        return new RaftState(
                member,
                raft.role(),
                raft.term(),
                raft.leader(),
                raft.lastEntry(),
                raft.commitIndex(),
                applier.appliedIndex(),
                raft.membership(),
                raft.committedMembership());
    }

    void refuseAll(RaftException.Stopped reason) {
        waits.refuseAll(reason);
    }
}
