package io.balsa.raft.testkit.world;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.node.GroupId;
import io.balsa.raft.node.Transport;

import java.util.ArrayList;
import java.util.List;

/// The transport of one life of a member's process.
final class SimulatedTransport implements Transport {
    private final SimulatedNetwork network;
    private final MemberId member;
    private final SimulatedRuntime process;
    private final List<SimulatedLink> links = new ArrayList<>();

    SimulatedTransport(SimulatedNetwork network, MemberId member, SimulatedRuntime process) {
        this.network = network;
        this.member = member;
        this.process = process;
    }

    @Override
    public Link join(GroupId group, Receiver receiver) {
        var link = new SimulatedLink(network, group, member, process, receiver);
        network.join(link);
        links.add(link);
        return link;
    }

    @Override
    public void close() {
        links.forEach(SimulatedLink::close);
        links.clear();
    }
}
