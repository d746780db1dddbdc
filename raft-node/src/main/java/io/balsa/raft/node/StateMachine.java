package io.balsa.raft.node;

import io.balsa.raft.core.EntryId;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/// What a group replicates. Every member applies the same commands in the same order, so every
/// member's state machine goes through the same states.
///
/// `apply` must be total and deterministic: it depends on nothing but the state and the command,
/// and answers a command that makes no sense with a result that says so. An exception from it stops
/// the member. All calls come from one thread at a time, and so do the queries given to [RaftNode].
///
/// A machine that takes snapshots implements [#view] and [#restore] too. Then the log need not be
/// kept from its beginning, and a member that lags far behind gets the state instead of its
/// history.
///
/// @param <R> what applying a command results in; never leaves the process, so it needs no encoding
@FunctionalInterface
public interface StateMachine<R> {
    /// Applies a committed command.
    ///
    /// @param id the command's place in the log; grows from call to call, with gaps
    /// @param command from position to limit, both of which stay as they are: read a duplicate. Its
    ///   bytes are shared with the log and the wire, so they must stay as they are, too, and what
    ///   is kept beyond the call must be copied
    R apply(EntryId id, ByteBuffer command);

    /// The state as it is now, frozen: the commands applied from now on do not show in it. Called
    /// between two commands, which wait for it, so it must be quick. One view is open at a time.
    ///
    /// Null when this machine takes no snapshots: then its log is kept whole.
    default @Nullable StateView view() {
        return null;
    }

    /// Replaces the whole state by one that a [StateView] of this machine wrote, maybe on another
    /// member. The commands behind it follow.
    ///
    /// @throws IOException when the state cannot be read: the member stops
    default void restore(InputStream in) throws IOException {
        throw new UnsupportedOperationException(
                "a state machine that takes no snapshots cannot be restored from one");
    }

    /// The last entry whose effect a machine with a disk of its own has there, asked once at the
    /// start: neither it nor what is before it is applied again. [EntryId#NONE] for a machine in
    /// memory, whose state comes from the newest snapshot and the log.
    ///
    /// The effect of a command and this id must come to that disk together, as one write: a crash
    /// between the two would have the command applied twice, or never. Several commands may share a
    /// write, and the last of them may be lost in a crash, for the log still has them. In the same
    /// way [#restore] replaces the state as a whole, or leaves it as it was, and with it this id: a
    /// view holds the id of the last command in it, and a restore brings that back. A machine that
    /// stands before the newest snapshot is restored from it.
    ///
    /// What the machine has must be in the log or in the newest snapshot. A member whose log ends
    /// before, or holds another entry in its place, does not start: one of them was lost, or put
    /// back from an older copy.
    default EntryId applied() {
        return EntryId.NONE;
    }
}
