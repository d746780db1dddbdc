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

    /// Of this member itself an operator says it where no leader can be elected any more.
    void onRevertAllowed(Event.RevertAllowed event) {
        if (event.member().equals(state.self())) {
            if (event.allowed()) {
                state.trust().readmit();
                state.prove(true);
            }
            return;
        }
        state.trust().allowRevert(event.member(), event.allowed());
        if (event.allowed() && state.standing() instanceof Leadership leadership) {
            leadership.reverts().onAllowed(event.member());
        }
    }
}
