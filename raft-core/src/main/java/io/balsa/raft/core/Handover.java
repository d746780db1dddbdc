package io.balsa.raft.core;

/// Giving leadership to another member on purpose (Raft thesis §3.10): what any member has to do
/// with it.
final class Handover {
    private final Knowledge state;
    private final Election election;

    Handover(Knowledge state, Election election) {
        this.state = state;
        this.election = election;
    }

    void onRequested(Event.TransferRequested request) {
        if (state.standing() instanceof Leadership leadership) {
            leadership.transfer().request(request);
        } else {
            var reason = new ChangeRefusal.NotLeader(state.leader());
            state.outbox().answer(new Effect.RefuseTransfer(request.transfer(), reason));
        }
    }

    /// The leader of this term wants this member to take over. Once it stands, it is in a later
    /// term: a copy of the message changes nothing.
    void onTimeoutNow(Message.TimeoutNow request) {
        if (request.term() == state.term()) {
            election.takeOver();
        }
    }
}
