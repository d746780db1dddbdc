package io.balsa.raft.testkit.network;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.node.GroupId;
import io.balsa.raft.node.Transport;

import java.util.ArrayList;
import java.util.List;

/// The transport of a member in a [MemoryNetwork].
final class MemoryTransport implements Transport {
    private final MemoryNetwork network;
    private final MemberId member;
    private final List<MemoryLink> links = new ArrayList<>();
    private boolean isClosed;

    MemoryTransport(MemoryNetwork network, MemberId member) {
        this.network = network;
        this.member = member;
    }

    @Override
    public synchronized Link join(GroupId group, Receiver receiver) {
        if (isClosed) {
            throw new IllegalStateException(
                    "the transport of member %s is closed".formatted(member));
        }
        var link = new MemoryLink(network, group, member, receiver);
        network.join(link);
        links.add(link);
        return link;
    }

    @Override
    public synchronized void close() {
        isClosed = true;
        links.forEach(MemoryLink::close);
        links.clear();
    }
}
