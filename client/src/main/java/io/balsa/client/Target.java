package io.balsa.client;

/// Whom a call is for.
sealed interface Target {
    /// Any member: the one that answered last, and another when it does not.
    record Anyone() implements Target {}

    /// The members in turn, but not the one that is known to lead.
    record Followers() implements Target {}

    /// The leader, wherever it is.
    record Leader() implements Target {}

    /// This member and no other.
    record One(Endpoint endpoint) implements Target {}
}
