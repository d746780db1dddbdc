package io.balsa.raft.node;

import io.balsa.raft.core.MemberId;

import java.util.SortedMap;

/// Carries messages between the members of groups. It may lose, repeat, delay and reorder them; it
/// must never alter one, and never deliver one to another member than it was sent to.
///
/// All groups of a process share a transport.
public interface Transport extends AutoCloseable {
    /// Connects a member of `group` in this process: what arrives for it goes to `receiver` from
    /// now on, until the link is closed.
    Link join(GroupId group, Receiver receiver);

    @Override
    void close();

    /// A member's way to the others of its group.
    interface Link extends AutoCloseable {
        /// From now on the members of the group are reached at these addresses, by the memberships
        /// in its log: they take the place of what the transport was told of them before. Never
        /// blocks.
        ///
        /// @param addresses as they were given when each member was added; one that the transport
        ///   does not understand is as good as none. This member is among them, too.
        default void members(SortedMap<MemberId, String> addresses) {}

        /// Tries to deliver `message`. Never blocks and never throws for a member that cannot be
        /// reached: the message is dropped, and [Receiver#onUnreachable] says so in time.
        void send(MemberId to, PeerMessage message);

        /// Nothing is sent any more, and nothing delivered but what is being delivered right now.
        @Override
        void close();
    }

    /// Takes in what the others say. Called from the transport's threads; must not block.
    interface Receiver {
        /// `from` sent this to this member, of this group.
        void onMessage(MemberId from, PeerMessage message);

        /// The connection to `member` broke, or messages to it were dropped: some may be lost.
        void onUnreachable(MemberId member);
    }
}
