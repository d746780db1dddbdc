package io.balsa.raft.core;

import org.jspecify.annotations.Nullable;

/// Why a member did not take a proposal or a read.
public sealed interface Refusal {
    /// This member does not lead. `leader` is the member that does, null when none is known.
    record NotLeader(@Nullable MemberId leader) implements Refusal {}

    /// Too many entries wait for a quorum: [Limits#uncommittedEntriesMax()].
    record TooManyUncommitted(long limit) implements Refusal {}

    /// Too many bytes wait for a quorum: [Limits#uncommittedBytesMax()].
    record TooManyUncommittedBytes(long limit) implements Refusal {}

    /// Too many bytes are committed and not applied yet: the state machine lags behind.
    record TooManyUnapplied(long limit) implements Refusal {}

    /// Too many reads wait for a quorum.
    record TooManyReads(long limit) implements Refusal {}

    /// Leadership is being handed over: try again with the next leader, soon.
    record Transferring(MemberId to) implements Refusal {}

    /// The leader's disk has no room. Reads go on; writes do once there is room again.
    record DiskFull() implements Refusal {}
}
