package io.balsa.raft.testkit.world;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.node.GroupId;
import io.balsa.raft.node.PeerMessage;
import io.balsa.raft.node.Transport;

/// A member's way into a [SimulatedNetwork], for one life of its process.
record SimulatedLink(
        SimulatedNetwork network,
        GroupId group,
        MemberId member,
        SimulatedRuntime process,
        Transport.Receiver receiver)
        implements Transport.Link {

    @Override
    public void send(MemberId to, PeerMessage message) {
        if (process.isAlive()) {
            network.send(group, this, to, message);
        }
    }

    @Override
    public void close() {
        network.leave(group, this);
    }
}
