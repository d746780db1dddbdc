package io.balsa.raft.testkit.exhaustive;

import io.balsa.raft.core.Event;

/// What can happen to one member.
sealed interface Step {
    /// A message arrives. It may arrive again.
    record Hears(Letter letter) implements Step {}

    /// The member has waited long enough for a leader, or for votes.
    record Campaigns() implements Step {}

    /// A leader has not heard from a quorum for long.
    record LosesItsQuorum() implements Step {}

    /// A leader's time for heartbeats has come.
    record SendsHeartbeats() implements Step {}

    /// Somebody asks a leader for something.
    record IsAsked(Event request) implements Step {}

    /// The disk is done with the oldest write.
    record FinishesAWrite() implements Step {}

    /// The member stops and starts again.
    ///
    /// @param found which of the possible contents its disk then has, see [DiskImage#afterCrash]
    record Crashes(int found) implements Step {}
}
