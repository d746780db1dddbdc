package io.balsa.raft.node;

import io.balsa.raft.core.EntryId;

import java.nio.ByteBuffer;

/// What a group replicates. Every member applies the same commands in the same order, so every
/// member's state machine goes through the same states.
///
/// `apply` must be total and deterministic: it depends on nothing but the state and the command,
/// and answers a command that makes no sense with a result that says so. An exception from it stops
/// the member. All calls come from one thread at a time, and so do the queries given to [RaftNode].
///
/// @param <R> what applying a command results in; never leaves the process, so it needs no encoding
@FunctionalInterface
public interface StateMachine<R> {
    /// Applies a committed command.
    ///
    /// @param id the command's place in the log; grows from call to call, with gaps
    /// @param command from position to limit; its bytes are shared with the log and the wire, so
    ///   they must stay as they are, and what is kept beyond the call must be copied
    R apply(EntryId id, ByteBuffer command);
}
