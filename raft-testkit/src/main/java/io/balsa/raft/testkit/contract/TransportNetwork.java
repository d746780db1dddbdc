package io.balsa.raft.testkit.contract;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.node.Transport;

/// The transports that a [TransportContract] tests. Its members all know each other; whatever is
/// opened ends with the test, by whoever made the network.
public interface TransportNetwork {
    /// Opens the transport of a member, which finds those opened before and after it.
    Transport open(MemberId member);

    /// Opens a transport that claims to be `member` but belongs to another cluster, and sends to
    /// the members of this one.
    Transport openStranger(MemberId member);

    /// Where `from` finds `member`, as [Transport.Link#members] is told it.
    String address(MemberId from, MemberId member);

    /// Nothing gets from one member to the other any more, and what connects them breaks.
    void cut(MemberId from, MemberId to);

    /// Undoes [#cut].
    void heal(MemberId from, MemberId to);
}
