package io.balsa.raft.core;

/// Giving leadership to another member on purpose (Raft thesis §3.10).
final class Handover {
    private final Knowledge state;
    private final Election election;

    Handover(Knowledge state, Election election) {
        this.state = state;
        this.election = election;
    }

    void onRequested(Event.TransferRequested request) {
        state.outbox()
                .answer(
                        new Effect.RefuseTransfer(
                                request.transfer(), new ChangeRefusal.NotLeader(null)));
    }

    void onTimeoutNow(MemberId leader, Message.TimeoutNow request) {
        if (request.term() == state.term()) {
            election.onRequested(false);
        }
    }
}
