package io.balsa.raft.testkit.world;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.node.GroupId;
import io.balsa.raft.node.Transport;

/// The transport of one life of a member's process.
final class SimulatedTransport implements Transport {
    private final SimulatedNetwork network;
    private final MemberId member;
    private final SimulatedRuntime process;

    SimulatedTransport(SimulatedNetwork network, MemberId member, SimulatedRuntime process) {
        this.network = network;
        this.member = member;
        this.process = process;
    }

    @Override
    public Link join(GroupId group, Receiver receiver) {
        var link = new SimulatedLink(network, group, member, process, receiver);
        network.join(group, link);
        return link;
    }

    @Override
    public void close() {}
}
