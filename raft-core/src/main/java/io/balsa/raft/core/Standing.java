package io.balsa.raft.core;

import org.jspecify.annotations.Nullable;

/// The part a member plays, with the state that this part alone needs.
sealed interface Standing permits Following, Campaign, Leadership {
    Role role();

    /// The leader of this term, as far as this member knows.
    @Nullable MemberId leader();

    /// When time alone makes this member do something.
    long deadline();

    /// Another part begins: answer those who still wait for this one.
    void leave();
}
