package io.balsa.raft.core;

/// The part a member plays, with the state that this part alone needs.
sealed interface Standing permits Following, Campaign, Leadership {
    Role role();

    /// When time alone makes this member do something.
    long deadline();

    /// Another part begins: answer those who still wait for this one.
    void leave();
}
