package io.balsa.raft.core;

/// The leader's side of isolation: notices followers that lost what they had acknowledged, and
/// keeps them out until an operator lets them back in.
final class Reverts {
    private final Knowledge state;
    private final Followers followers;

    Reverts(Knowledge state, Followers followers) {
        this.state = state;
        this.followers = followers;
    }

    /// Does `denial` prove that the follower lost entries? It does when it answers a message that
    /// left after the acknowledgement had arrived: within a term a follower drops nothing that its
    /// leader has, so the order of the network cannot explain it.
    boolean isProof(Progress follower, Message.Conflict denial) {
        return follower.isDenied(denial.rejected(), denial.stamp());
    }

    void onProof(MemberId member, Progress follower, EntryId found) {
        if (state.trust().takeRevertAllowance(member)) {
            follower.readmit(state.log().lastIndex() + 1);
        } else {
            isolate(member, follower, found);
        }
    }

    private void isolate(MemberId member, Progress follower, EntryId found) {
        var acknowledged = follower.matched();
        follower.isolate();
        state.outbox().answer(new Effect.ReportRevert(member, acknowledged, found));
        remind(member);
    }

    /// Gives an unproven follower its word back once it holds what was committed when it was heard
    /// first, and a quorum has confirmed since that this member still led then. Repeats it with
    /// heartbeats. Returns whether the follower should be asked at once, to answer without doubt.
    boolean prove(MemberId member, Progress follower, boolean isAsked) {
        var doubt = follower.doubt();
        if (!doubt.isMadeGood() || !doubt.isBefore(followers.stampOfQuorum())) {
            return false;
        }
        var isFirst = !doubt.isTold();
        if (isFirst || isAsked) {
            state.outbox().send(member, doubt.end(state.term()));
        }
        return isFirst;
    }

    /// Tells an isolated member what it is: it may have been restarted, or not have heard.
    void remind(MemberId member) {
        state.outbox().send(member, new Message.Isolate(state.term()));
    }

    /// A member says that it was isolated, by this leader or an earlier one.
    void onIsolated(MemberId member, Message.Isolated notice) {
        var follower = followers.of(member);
        if (follower == null || follower.isIsolated()) {
            return;
        }
        if (follower.isReadmitted()) {
            state.outbox().send(member, new Message.Readmit(state.term()));
        } else if (state.trust().takeRevertAllowance(member)) {
            readmit(member, follower);
        } else {
            isolate(member, follower, notice.lastEntry());
        }
    }

    /// An operator lets `member` come back, now or the next time that it is found out.
    void onAllowed(MemberId member) {
        var follower = followers.of(member);
        if (follower != null
                && follower.isIsolated()
                && state.trust().takeRevertAllowance(member)) {
            readmit(member, follower);
        }
    }

    private void readmit(MemberId member, Progress follower) {
        follower.readmit(state.log().lastIndex() + 1);
        state.outbox().send(member, new Message.Readmit(state.term()));
    }
}
