package io.balsa.raft.core;

import org.jspecify.annotations.Nullable;

/// Who belongs to the group, and how that changes (§6): what any member has to do with it.
final class MembershipChanges {
    private final Knowledge state;

    MembershipChanges(Knowledge state) {
        this.state = state;
    }

    void onRequested(Event.MembershipChangeRequested request) {
        if (state.standing() instanceof Leadership leadership) {
            leadership.changes().request(request);
        } else {
            var reason = new ChangeRefusal.NotLeader(state.leader());
            state.outbox().answer(new Effect.RefuseChange(request.change(), reason));
        }
    }

    /// Why this member cannot begin a group of these members; null when it can.
    @Nullable ChangeRefusal obstacleToFounding(Membership first) {
        if (state.log().lastIndex() > 0) {
            return new ChangeRefusal.GroupExists(state.effectiveMembership().id());
        }
        return first.isVoter(state.self()) ? null : new ChangeRefusal.NotAFounder(state.self());
    }

    /// Tells a former member that asks for something that it is one. Returns whether it was.
    boolean turnsAway(MemberId from, Message message) {
        var committed = state.committedMembership();
        if (!isQuestion(message) || !committed.membership().retired().contains(from)) {
            return false;
        }
        state.outbox().send(from, new Message.Removed(state.term(), committed.index()));
        return true;
    }

    /// Does a follower or a candidate ask for something? What leaders say is not a question: one
    /// that was removed leads on until it has handed over.
    private static boolean isQuestion(Message message) {
        return switch (message) {
            case Message.RequestPreVote _, Message.RequestVote _, Message.RequestReadIndex _ ->
                    true;
            case Message.PreVote _,
                    Message.Vote _,
                    Message.AppendEntries _,
                    Message.Appended _,
                    Message.Conflict _,
                    Message.Heartbeat _,
                    Message.HeartbeatAnswer _,
                    Message.CommitNotice _,
                    Message.ReadIndex _,
                    Message.TimeoutNow _,
                    Message.Removed _,
                    Message.Isolate _,
                    Message.Isolated _,
                    Message.Readmit _,
                    Message.Proven _ ->
                    false;
        };
    }

    /// This member was removed and missed it: it never campaigns again, and nobody answers what it
    /// asked. A leader finds out by itself, when the entry that removes it is committed.
    void onRemoved() {
        switch (state.standing()) {
            case Leadership _ -> {}
            case Following following -> {
                state.candidacy().learnRemoval();
                if (following.reads() != null) {
                    following.reads().refuseAll();
                }
            }
            case Campaign _ -> {
                state.candidacy().learnRemoval();
                state.become(
                        Following.nobody(
                                state.now() + state.candidacy().patience(),
                                Following.NOBODY_COUNTS_ON_IT));
            }
        }
    }
}
