package io.balsa.raft.core;

import org.jspecify.annotations.Nullable;

/// Members whose logs went back behind what they had acknowledged: nobody counts on them until an
/// operator allows it.
final class Isolation {
    private final Knowledge state;
    private final Election election;

    Isolation(Knowledge state, Election election) {
        this.state = state;
        this.election = election;
    }

    /// A leader says so, or takes it back.
    void onIsolate(Message.Isolate message) {
        if (message.term() == state.term() && !state.trust().isIsolated()) {
            state.trust().isolate();
            state.prove(false);
            election.stepDown();
        }
    }

    void onReadmit(Message.Readmit message) {
        if (message.term() == state.term()) {
            state.trust().readmit();
        }
    }

    /// A leader has brought this member all that it may have forgotten, in this run.
    void onProven(Message.Proven message) {
        if (message.term() == state.term() && message.doubt() == state.doubt()) {
            state.prove(true);
        }
    }

    void onRevertAllowed(Event.RevertAllowed event) {
        var obstacle = obstacle(event.member());
        if (obstacle != null) {
            state.outbox().answer(new Effect.RefuseChange(event.change(), obstacle));
            return;
        }
        if (state.standing() instanceof Leadership leadership) {
            state.trust().allowRevert(event.member(), event.allowed());
            if (event.allowed()) {
                leadership.reverts().onAllowed(event.member());
            }
        } else if (event.allowed()) {
            state.trust().readmit();
            state.prove(true);
        }
        state.outbox().answer(new Effect.RevertNoted(event.change()));
    }

    private @Nullable ChangeRefusal obstacle(MemberId member) {
        if (state.standing() instanceof Leadership leadership) {
            return leadership.followers().of(member) == null
                    ? new ChangeRefusal.UnknownMember(member)
                    : null;
        }
        return member.equals(state.self()) ? null : new ChangeRefusal.NotLeader(state.leader());
    }
}
