package io.balsa.examples.matching.http;

import io.balsa.examples.matching.machine.Exchange;
import io.balsa.examples.matching.machine.Outcome;
import io.balsa.raft.node.RaftNode;

import java.io.IOException;

/// The member behind the [Api].
public interface Engine {
    RaftNode<Outcome> node();

    /// The state machine that the node replicates: to be asked by way of a read.
    Exchange exchange();

    /// Makes a member that belongs to no group the only voter of a new one. Nothing happens to one
    /// that belongs to a group.
    ///
    /// @return whether there is a new group
    boolean found() throws IOException;
}
