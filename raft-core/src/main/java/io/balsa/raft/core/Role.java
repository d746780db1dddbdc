package io.balsa.raft.core;

import org.jspecify.annotations.Nullable;

/// The part a member plays in its current term, as seen from outside.
public sealed interface Role {
    /// Obeys `leader`, or waits for one to show up.
    record Follower(@Nullable MemberId leader) implements Role {}

    /// Asks whether it would win, without disturbing anybody.
    record PreCandidate() implements Role {}

    /// Collects votes.
    record Candidate() implements Role {}

    /// Speaks for the group.
    record Leader() implements Role {}
}
