package io.balsa.raft.testkit.simulation;

import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.Membership;

import org.jspecify.annotations.Nullable;

/// What an operator sees of a group, at one member: it may be old.
record View<R>(SimulatedMember<R> member, Membership membership, EntryId membershipId) {
    /// What `first` shows, or else `second`; null when neither runs.
    static <R> @Nullable View<R> of(@Nullable SimulatedMember<R> first, SimulatedMember<R> second) {
        var member = first == null ? second : first;
        if (!member.isUp()) {
            return null;
        }
        var history = member.memberships();
        return new View<>(member, history.latest(), history.latestId());
    }
}
