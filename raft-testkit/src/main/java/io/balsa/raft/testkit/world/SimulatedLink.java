package io.balsa.raft.testkit.world;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.node.GroupId;
import io.balsa.raft.node.PeerMessage;
import io.balsa.raft.node.Transport;

/// A member's way into a [SimulatedNetwork], for one life of its process.
final class SimulatedLink implements Transport.Link {
    private final SimulatedNetwork network;
    private final GroupId group;
    private final MemberId member;
    private final SimulatedRuntime process;
    private final Transport.Receiver receiver;
    private boolean isOpen = true;

    SimulatedLink(
            SimulatedNetwork network,
            GroupId group,
            MemberId member,
            SimulatedRuntime process,
            Transport.Receiver receiver) {
        this.network = network;
        this.group = group;
        this.member = member;
        this.process = process;
        this.receiver = receiver;
    }

    GroupId group() {
        return group;
    }

    MemberId member() {
        return member;
    }

    /// Can anything get to the receiver, at once or when its process goes on?
    boolean isUp() {
        return isOpen && process.isAlive();
    }

    @Override
    public void send(MemberId to, PeerMessage message) {
        if (isUp()) {
            network.send(this, to, message);
        }
    }

    void receive(MemberId from, PeerMessage message) {
        reach(() -> receiver.onMessage(from, message));
    }

    void tellUnreachable(MemberId to) {
        reach(() -> receiver.onUnreachable(to));
    }

    private void reach(Runnable arrival) {
        process.reach(() -> {
            if (isOpen) {
                arrival.run();
            }
        });
    }

    @Override
    public void close() {
        isOpen = false;
        network.leave(this);
    }
}
