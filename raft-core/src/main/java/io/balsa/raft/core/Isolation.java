package io.balsa.raft.core;

/// Members whose logs went back behind what they had acknowledged: nobody counts on them until an
/// operator allows it.
final class Isolation {
    private final Knowledge state;

    Isolation(Knowledge state) {
        this.state = state;
    }

    void onMessage(MemberId from, Message message) {}

    void onRevertAllowed(MemberId member, boolean allowed) {}
}
