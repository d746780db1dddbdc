package io.balsa.raft.node;

/// A request whose answer is not awaited for ever.
interface Expiring {
    /// The time after which the answer is not awaited any more, by the member's clock.
    long expiry();

    boolean isAnswered();

    /// The time is up.
    void expire();
}
