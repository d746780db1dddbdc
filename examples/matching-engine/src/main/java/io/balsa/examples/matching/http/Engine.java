package io.balsa.examples.matching.http;

import io.balsa.examples.matching.machine.Exchange;
import io.balsa.examples.matching.machine.Outcome;
import io.balsa.raft.node.RaftNode;
import io.balsa.raft.transport.PeerAddress;

/// The member behind the [Api].
public interface Engine {
    RaftNode<Outcome> node();

    /// The state machine that the node replicates: to be asked by way of a read.
    Exchange exchange();

    /// Where other members reach it.
    PeerAddress raftAddress();
}
