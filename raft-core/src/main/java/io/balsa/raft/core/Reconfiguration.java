package io.balsa.raft.core;

import org.jspecify.annotations.Nullable;

import java.util.TreeSet;

/// The leader's side of membership changes: one at a time, by joint consensus where voters change
/// (§6).
///
/// From a joint membership that is committed the way goes on to the next one by itself, also on a
/// leader that did not begin it.
final class Reconfiguration {
    private final Knowledge state;
    private final Leadership leadership;

    /// The shell's name for the change under way; null when nobody waits for it.
    private @Nullable Long change;

    Reconfiguration(Knowledge state, Leadership leadership) {
        this.state = state;
        this.leadership = leadership;
    }

    void request(Event.MembershipChangeRequested request) {
        var current = state.effectiveMembership();
        var reason = obstacle(request, current);
        if (reason != null) {
            refuse(request.change(), reason);
            return;
        }
        switch (request.what().appliedTo(current.membership())) {
            case MembershipChange.Impossible(var why) -> refuse(request.change(), why);
            case MembershipChange.Target(var target) when target.equals(current.membership()) ->
                    done(request.change(), current);
            case MembershipChange.Target(var target) -> {
                change = request.change();
                begin(target);
            }
        }
    }

    private @Nullable ChangeRefusal obstacle(
            Event.MembershipChangeRequested request, MembershipEntry current) {
        if (leadership.transfer().to() != null) {
            return new ChangeRefusal.Transferring(leadership.transfer().to());
        }
        if (!leadership.hasCommittedInTerm()) {
            return new ChangeRefusal.NotReady();
        }
        if (!isSettled(current)) {
            return new ChangeRefusal.InProgress(current.id());
        }
        if (request.expected() != null && !request.expected().equals(current.id())) {
            return new ChangeRefusal.MovedOn(current.id());
        }
        return null;
    }

    private boolean isSettled(MembershipEntry current) {
        return current.index() <= state.commit() && !current.membership().isJoint();
    }

    private void begin(Membership target) {
        var current = state.membership();
        configure(
                target.voterSets().equals(current.voterSets())
                        ? target
                        : current.jointWith(target));
    }

    private void configure(Membership next) {
        state.configure(next);
        leadership.followers().adapt();
    }

    /// The commit index rose.
    void onCommit() {
        var current = state.effectiveMembership();
        if (!leadership.hasCommittedInTerm() || current.index() > state.commit()) {
            return;
        }
        if (current.membership().isJoint()) {
            configure(current.membership().settled());
            return;
        }
        if (change != null) {
            done(change, current);
            change = null;
        }
        if (!current.membership().isVoter(state.self())) {
            leadership.transfer().retire();
        }
    }

    /// Makes voters of learners that were meant to become some and have caught up.
    void promote() {
        var current = state.effectiveMembership();
        if (current.membership().promotable().isEmpty()
                || !leadership.hasCommittedInTerm()
                || !isSettled(current)
                || leadership.transfer().to() != null) {
            return;
        }
        var ready = new TreeSet<>(current.membership().promotable());
        ready.removeIf(learner -> !hasCaughtUp(learner));
        if (!ready.isEmpty()
                && new MembershipChange.Promote(ready).appliedTo(current.membership())
                        instanceof MembershipChange.Target(var target)) {
            begin(target);
        }
    }

    private boolean hasCaughtUp(MemberId learner) {
        var follower = leadership.followers().of(learner);
        var lag = state.config().options().promotionLagEntriesMax();
        return follower != null
                && follower.isReplicating()
                && follower.matched() >= state.log().lastIndex() - lag
                && leadership.followers().isHeard(learner);
    }

    private void done(long change, MembershipEntry reached) {
        state.outbox().answer(new Effect.ChangeDone(change, reached.id(), reached.membership()));
    }

    private void refuse(long change, ChangeRefusal reason) {
        state.outbox().answer(new Effect.RefuseChange(change, reason));
    }

    /// This member leads no more. What becomes of the change is the next leader's affair.
    void leave() {
        if (change != null) {
            refuse(change, new ChangeRefusal.LeadershipLost());
        }
    }
}
