package io.balsa.raft.node;

import io.balsa.raft.core.MemberId;

import java.util.SortedMap;

/// Carries messages between the members of groups.
///
/// It must never alter a message, never deliver one to another member or another group than it was
/// sent to, and never listen to another cluster. It may lose, repeat, delay and reorder them:
/// members put up with that, and stay safe whatever happens (§2).
///
/// *Order* is a matter of speed. A follower refuses entries that come before those they follow, and
/// is sent them again; so a transport should deliver what one thread sends to one member in this
/// order, as long as nothing is lost. It should do so within each of three kinds of traffic and not
/// across them: votes and heartbeats, everything about the log, and snapshots. What fills or stalls
/// one of them must not hold up another, or a member is taken for dead because it is sent much.
///
/// *Payloads* are shared, not handed over: log, transport and state machine of a member read the
/// same buffers. A transport reads them through [java.nio.ByteBuffer#duplicate], as long as it
/// likes, and changes neither their bytes nor their positions and limits. What it delivers belongs
/// to the receiver, who keeps it: a transport never uses that memory again.
///
/// All groups of a process share a transport. It is safe to use from many threads at once.
public interface Transport extends AutoCloseable {
    /// Connects a member of `group` in this process: what arrives for it goes to `receiver` from
    /// now on, until the link is closed. What arrives for a group that has not joined is lost.
    ///
    /// @throws IllegalStateException when the group has joined, and its link is still open
    Link join(GroupId group, Receiver receiver);

    /// Closes all its links, and ends. Once more changes nothing.
    @Override
    void close();

    /// A member's way to the others of its group. Any thread may use it, many at once.
    interface Link extends AutoCloseable {
        /// From now on the members of the group are reached at these addresses, by the memberships
        /// in its log: they take the place of what the transport was told of them before. Never
        /// blocks. A transport that finds members by other means need not look at them.
        ///
        /// @param addresses as they were given when each member was added; one that the transport
        ///   does not understand is as good as none. This member is among them, too.
        default void members(SortedMap<MemberId, String> addresses) {}

        /// Tries to deliver `message`. Never blocks and never throws for a member that cannot be
        /// reached: the message is dropped, and [Receiver#onUnreachable] says so in time. So is one
        /// that is too large for the transport, or for which there is no room.
        ///
        /// @param to another member than this one
        void send(MemberId to, PeerMessage message);

        /// Nothing is sent any more, and nothing delivered but what is being delivered right now.
        /// Then the group may join again. Once more changes nothing.
        @Override
        void close();
    }

    /// Takes in what the others say. Called from the transport's threads, or from that of whoever
    /// sends, which may be in the middle of [Link#send]: it must not block.
    ///
    /// Several calls may run at once, in any order; a member puts down what it hears and takes it
    /// up on its own thread. A call that throws is a bug of the receiver, not a word to the sender:
    /// the message is lost, and the transport says so in its log and goes on, for this receiver and
    /// all others.
    interface Receiver {
        /// `from` sent this to this member, of this group.
        void onMessage(MemberId from, PeerMessage message);

        /// The connection to `member` broke, or messages to it were dropped: some may be lost. Said
        /// for all that is dropped in a row, not for each message: whoever sends again as soon as
        /// it hears that would never rest.
        void onUnreachable(MemberId member);
    }
}
