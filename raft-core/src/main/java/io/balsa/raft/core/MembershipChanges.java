package io.balsa.raft.core;

/// Who belongs to the group, and how that changes (§6).
final class MembershipChanges {
    private final Knowledge state;

    MembershipChanges(Knowledge state) {
        this.state = state;
    }

    void onRequested(Event.MembershipChangeRequested request) {
        state.outbox()
                .answer(
                        new Effect.RefuseChange(
                                request.change(), new ChangeRefusal.NotLeader(null)));
    }

    void onRemoved(MemberId from, Message.Removed notice) {}
}
