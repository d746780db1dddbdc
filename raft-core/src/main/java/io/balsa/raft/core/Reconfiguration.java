package io.balsa.raft.core;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.TreeSet;

/// The leader's side of membership changes: one at a time, by joint consensus where voters change
/// (§6).
///
/// From a joint membership that is committed the way goes on to the next one by itself, also on a
/// leader that did not begin it.
final class Reconfiguration {
    private static final int UNALTERED_MAX = 1_024;

    private final Knowledge state;
    private final Leadership leadership;
    private final CatchUp catchUp;

    /// Changes that alter nothing. They are done once a quorum has confirmed that this member still
    /// led when they were asked for: a later leader may have changed the membership.
    private final ArrayDeque<Unaltered> unaltered = new ArrayDeque<>();

    /// The shell's name for the change under way; null when nobody waits for it.
    private @Nullable Long change;

    /// @param stamp an answer to this one confirms it
    private record Unaltered(long change, MembershipEntry current, long stamp) {}

    Reconfiguration(Knowledge state, Leadership leadership) {
        this.state = state;
        this.leadership = leadership;
        catchUp = new CatchUp(state, leadership);
    }

    void request(Event.MembershipChangeRequested request) {
        var current = state.effectiveMembership();
        var unwanted = unwantedBy(request.what());
        var reason = obstacle(request, current, unwanted);
        if (reason != null) {
            refuse(request.change(), reason);
            return;
        }
        switch (request.what().appliedTo(current.membership())) {
            case MembershipChange.Impossible(var why) -> refuse(request.change(), why);
            case MembershipChange.Target(var target) when target.equals(current.membership()) ->
                    confirm(request.change(), current);
            case MembershipChange.Target(var target) -> {
                if (unwanted != null) {
                    giveUp(new ChangeRefusal.CancelledByRemoval(unwanted));
                }
                change = request.change();
                prepare(request.what(), target);
            }
        }
    }

    private void confirm(long change, MembershipEntry current) {
        if (unaltered.size() >= UNALTERED_MAX) {
            refuse(change, new ChangeRefusal.InProgress(current.id()));
            return;
        }
        unaltered.add(new Unaltered(change, current, leadership.nextStamp()));
        leadership.heartbeatNow();
    }

    /// Begins the change if those who are to vote are ready for it, and makes them learners
    /// otherwise.
    private void prepare(MembershipChange what, Membership target) {
        var lagging = catchUp.lagging(target);
        if (lagging.isEmpty()) {
            begin(target);
            return;
        }
        catchUp.await(what);
        lagging.removeAll(state.membership().learners());
        if (!lagging.isEmpty()) {
            configure(state.membership().withLearners(lagging, target.addresses()));
        }
    }

    /// Whoever removes a learner that the change under way waits for does not want that change any
    /// more. There is no other end to the wait for one that answers and never catches up. Null when
    /// `what` removes none of them.
    private @Nullable MemberId unwantedBy(MembershipChange what) {
        if (catchUp.wanted() != null
                && isSettled(state.effectiveMembership())
                && what instanceof MembershipChange.RemoveLearners(var removed)
                && catchUp.wanted().appliedTo(state.membership())
                        instanceof MembershipChange.Target(var target)) {
            var lagging = catchUp.lagging(target);
            lagging.retainAll(removed);
            return lagging.isEmpty() ? null : lagging.getFirst();
        }
        return null;
    }

    private @Nullable ChangeRefusal obstacle(
            Event.MembershipChangeRequested request,
            MembershipEntry current,
            @Nullable MemberId unwanted) {
        if (leadership.transfer().to() != null) {
            return new ChangeRefusal.Transferring(leadership.transfer().to());
        }
        if (!leadership.hasCommittedInTerm()) {
            return new ChangeRefusal.NotReady();
        }
        if (!isSettled(current) || (catchUp.wanted() != null && unwanted == null)) {
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
        if (change != null && catchUp.wanted() == null) {
            done(change, current);
            change = null;
        }
        if (!current.membership().isVoter(state.self())) {
            leadership.transfer().retire();
        }
    }

    /// Goes on with what waits for learners to catch up.
    void goOn() {
        catchUp.onFlush();
        while (!unaltered.isEmpty() && unaltered.getFirst().stamp() <= leadership.quorumStamp()) {
            var confirmed = unaltered.removeFirst();
            done(confirmed.change(), confirmed.current());
        }
        var current = state.effectiveMembership();
        var isIdle = catchUp.wanted() == null && current.membership().promotable().isEmpty();
        if (isIdle
                || !leadership.hasCommittedInTerm()
                || !isSettled(current)
                || leadership.transfer().to() != null) {
            return;
        }
        if (catchUp.wanted() != null) {
            goOn(catchUp.wanted(), current.membership());
        } else {
            promote(current.membership());
        }
    }

    private void goOn(MembershipChange wanted, Membership current) {
        switch (wanted.appliedTo(current)) {
            case MembershipChange.Impossible(var why) -> giveUp(why);
            case MembershipChange.Target(var target) -> {
                var lagging = catchUp.lagging(target);
                if (lagging.isEmpty()) {
                    catchUp.end();
                    begin(target);
                } else if (catchUp.isHopeless(lagging)) {
                    giveUp(new ChangeRefusal.NotCaughtUp(lagging.getFirst()));
                }
            }
        }
    }

    private void giveUp(ChangeRefusal reason) {
        catchUp.end();
        if (change != null) {
            refuse(change, reason);
            change = null;
        }
    }

    /// Makes voters of learners that were meant to become some and have caught up.
    private void promote(Membership current) {
        var ready = new TreeSet<>(current.promotable());
        ready.removeIf(learner -> !catchUp.isReady(learner));
        if (!ready.isEmpty()
                && new MembershipChange.Promote(ready).appliedTo(current)
                        instanceof MembershipChange.Target(var target)) {
            begin(target);
        }
    }

    private void done(long change, MembershipEntry reached) {
        state.outbox().answer(new Effect.ChangeDone(change, reached.id(), reached.membership()));
    }

    private void refuse(long change, ChangeRefusal reason) {
        state.outbox().answer(new Effect.RefuseChange(change, reason));
    }

    /// This member leads no more. What becomes of the change is the next leader's affair.
    void leave() {
        unaltered.forEach(asked -> refuse(asked.change(), new ChangeRefusal.LeadershipLost()));
        if (change != null) {
            refuse(change, new ChangeRefusal.LeadershipLost());
        }
    }
}
