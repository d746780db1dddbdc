package io.balsa.raft.core;

/// What becomes of proposals: the leader takes them, a follower says where they belong, and what
/// cannot be taken is refused.
final class Proposals {
    private final Knowledge state;

    Proposals(Knowledge state) {
        this.state = state;
    }

    void onProposed(Event.Proposed proposed) {
        switch (state.standing()) {
            case Leadership leadership -> propose(proposed, leadership);
            case Following following when !proposed.isForwarded() && following.leader() != null ->
                    state.outbox()
                            .answer(
                                    new Effect.Forward(
                                            proposed.proposal(), following.leader(), state.term()));
            case Following _, Campaign _ -> refuse(proposed, new Refusal.NotLeader(state.leader()));
        }
    }

    private void propose(Event.Proposed proposed, Leadership leadership) {
        var limits = state.config().limits();
        var waiting = state.log().lastIndex() - state.commit();
        var bytes = leadership.uncommitted().bytes(state.commit());
        var nextLeader = leadership.transfer().to();
        if (proposed.isForwarded() && proposed.term() != state.term()) {
            refuse(proposed, new Refusal.NotLeader(state.self()));
        } else if (nextLeader != null) {
            refuse(proposed, new Refusal.Transferring(nextLeader));
        } else if (waiting + proposed.count() > limits.uncommittedEntriesMax()) {
            refuse(proposed, new Refusal.TooManyUncommitted(limits.uncommittedEntriesMax()));
        } else if (bytes > 0 && bytes + proposed.bytes() > limits.uncommittedBytesMax()) {
            refuse(proposed, new Refusal.TooManyUncommittedBytes(limits.uncommittedBytesMax()));
        } else {
            var first = state.append(proposed.count(), proposed.bytes());
            leadership.uncommitted().add(state.log().lastIndex(), proposed.bytes());
            state.outbox().answer(new Effect.Accept(proposed.proposal(), first));
        }
    }

    private void refuse(Event.Proposed proposed, Refusal reason) {
        state.outbox().answer(new Effect.Refuse(proposed.proposal(), reason));
    }
}
