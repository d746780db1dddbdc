package io.balsa.client;

/// What a read is promised.
public enum Consistency {
    /// Sees every write that was answered before, by whichever member.
    LINEARIZABLE,
    /// The same promise, asked of the members in turn to spare the leader.
    FOLLOWER,
    /// Sees what the member has applied, which may be behind. Never waits for others.
    LOCAL;

    io.balsa.wire.v1.Consistency onWire() {
        return switch (this) {
            case LINEARIZABLE -> io.balsa.wire.v1.Consistency.CONSISTENCY_LINEARIZABLE;
            case FOLLOWER -> io.balsa.wire.v1.Consistency.CONSISTENCY_FOLLOWER;
            case LOCAL -> io.balsa.wire.v1.Consistency.CONSISTENCY_LOCAL;
        };
    }

    Target target() {
        return this == FOLLOWER ? new Target.Followers() : new Target.Anyone();
    }
}
