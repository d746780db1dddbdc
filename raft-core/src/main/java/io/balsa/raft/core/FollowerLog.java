package io.balsa.raft.core;

import static io.balsa.raft.core.Check.check;

/// The follower's side of replication: takes over the leader's log (§5.3).
final class FollowerLog {
    private final Knowledge state;

    FollowerLog(Knowledge state) {
        this.state = state;
    }

    void onAppendEntries(MemberId leader, Message.AppendEntries message) {
        if (turnsAway(leader, message)) {
            return;
        }
        var following = follow(leader);
        var entries = message.entries();
        if (!agreesAt(entries.previous())) {
            var rejected = entries.previous().index();
            var hint = state.log().lastAgreeing(rejected, entries.previous().term());
            state.outbox()
                    .send(
                            leader,
                            new Message.Conflict(state.term(), rejected, hint, message.stamp()));
            return;
        }
        state.adopt(entries);
        following.match(entries.lastIndex());
        learnCommit(following, message.commit());
        state.outbox()
                .send(
                        leader,
                        new Message.Appended(
                                state.term(), entries.lastIndex(), message.stamp(), state.doubt()));
    }

    /// Committed entries agree with every leader's log (§5.4), so a place among them needs no
    /// comparison.
    private boolean agreesAt(EntryId previous) {
        return previous.index() <= state.commit() || state.log().contains(previous);
    }

    void onHeartbeat(MemberId leader, Message.Heartbeat message) {
        if (turnsAway(leader, message)) {
            return;
        }
        var following = follow(leader);
        learnCommit(following, message.commit());
        var matched = Math.min(following.matched(), state.durability().index());
        state.outbox()
                .send(
                        leader,
                        new Message.HeartbeatAnswer(
                                state.term(), matched, message.stamp(), state.doubt()));
    }

    void onCommitNotice(MemberId leader, Message.CommitNotice message) {
        if (message.term() == state.term() && !state.trust().isIsolated()) {
            learnCommit(follow(leader), message.commit());
        }
    }

    /// Is there no more to answer than this: the leader's time is over, or nobody counts on what
    /// this member says?
    private boolean turnsAway(MemberId leader, Message message) {
        if (message.term() < state.term()) {
            sendHome(leader);
            return true;
        }
        if (state.trust().isIsolated()) {
            var last = state.log().lastEntry();
            state.outbox().send(leader, new Message.Isolated(state.term(), last));
            return true;
        }
        return false;
    }

    /// Tells a leader of an earlier term that its time is over. It may lead again by now, in this
    /// term and after a restart that set its clock back: its old stamp would confirm it for ages.
    private void sendHome(MemberId formerLeader) {
        state.outbox()
                .send(formerLeader, new Message.HeartbeatAnswer(state.term(), 0, Message.NO_STAMP));
    }

    /// The sender of this term's entries or heartbeats is this term's leader.
    Following follow(MemberId leader) {
        check(!(state.standing() instanceof Leadership), "one leader per term (§5.2)");
        if (state.standing() instanceof Following following && leader.equals(following.leader())) {
            following.hear(state);
            return following;
        }
        check(
                !(state.standing() instanceof Following other && other.leader() != null),
                "one leader per term (§5.2)");
        var following = Following.of(leader, state);
        state.become(following);
        return following;
    }

    /// What the leader has committed is committed here as far as the logs are known to agree.
    private void learnCommit(Following following, long leaderCommit) {
        state.commit(Math.min(leaderCommit, following.matched()));
    }
}
