package io.balsa.raft.testkit.property;

import io.balsa.raft.core.Effect;
import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.Event;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Message;
import io.balsa.raft.core.SnapshotMark;
import io.balsa.raft.log.Entry;
import io.balsa.raft.log.LogWrite;
import io.balsa.raft.log.Recovery;
import io.balsa.raft.node.RaftState;

import java.util.List;

/// Something that must always hold of a group. It watches, and throws a [Violation] when it sees
/// the group do what it must not. The [Chronicle] already knows of whatever is told here.
public interface Property {
    /// A member has opened its log, with what it found there.
    default void onStarted(MemberId member, Recovery recovery, List<Entry> entries) {}

    /// A member has lost its disk, and will find an empty one.
    default void onDiskLost(MemberId member) {}

    /// A member's core has taken in an event.
    default void onEvent(MemberId member, Event event) {}

    /// A member's core wants effects, which are not carried out yet.
    default void onEffects(MemberId member, List<Effect> effects) {}

    /// A member has sent a message of the protocol.
    default void onSent(MemberId from, MemberId to, Message message) {}

    /// A change is on a member's disk.
    default void onWritten(MemberId member, LogWrite write) {}

    /// A member has dropped an entry from the end of its log.
    default void onDropped(MemberId member, EntryId entry) {}

    /// For the first time a member of the group, `by`, knows that `entry` is committed. It was
    /// committed in the term `inTerm` or before.
    default void onCommitted(MemberId by, EntryId entry, long inTerm) {}

    /// A member is about to apply a command.
    ///
    /// @param fingerprint tells commands apart
    default void onApplied(MemberId member, EntryId entry, long fingerprint) {}

    /// A member's state machine has applied the command at `index`.
    ///
    /// @param digest tells states apart
    default void onReached(MemberId member, long index, long digest) {}

    /// A member's state machine goes on from a snapshot.
    ///
    /// @param digest tells states apart
    default void onRestored(MemberId member, SnapshotMark snapshot, long digest) {}

    /// A member is about to let go of the front of its log, up to and with `through`.
    default void onPurged(MemberId member, EntryId through) {}

    /// A client was told that its command was applied as `entry`.
    default void onAcknowledged(EntryId entry) {}

    /// What a running member says of itself.
    default void onState(RaftState state) {}
}
