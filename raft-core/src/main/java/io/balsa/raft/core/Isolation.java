package io.balsa.raft.core;

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
        if (message.term() == state.term()) {
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

    /// A leader has brought this member all that it may have forgotten, in this run. One that
    /// isolated it since was not satisfied with that.
    void onProven(Message.Proven message) {
        if (message.term() == state.term()
                && message.doubt() == state.doubt()
                && !state.trust().isIsolated()) {
            state.prove(true);
        }
    }

    /// Only a leader may be told: it brings that member what it lacks before its word counts. A
    /// member that was asked by mistake, and is the very one that forgot, must not take it as a
    /// word about itself.
    void onRevertAllowed(Event.RevertAllowed event) {
        if (!(state.standing() instanceof Leadership leadership)) {
            refuse(event.change(), new ChangeRefusal.NotLeader(state.leader()));
        } else if (leadership.followers().of(event.member()) == null) {
            refuse(event.change(), new ChangeRefusal.UnknownMember(event.member()));
        } else {
            state.trust().allowRevert(event.member(), event.allowed());
            if (event.allowed()) {
                leadership.reverts().onAllowed(event.member());
            }
            state.outbox().answer(new Effect.RevertNoted(event.change()));
        }
    }

    void onVouchedFor(long change) {
        state.trust().readmit();
        state.prove(true);
        state.outbox().answer(new Effect.RevertNoted(change));
    }

    private void refuse(long change, ChangeRefusal reason) {
        state.outbox().answer(new Effect.RefuseChange(change, reason));
    }
}
