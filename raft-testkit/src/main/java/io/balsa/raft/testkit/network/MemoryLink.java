package io.balsa.raft.testkit.network;

import static io.balsa.raft.core.Check.check;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.node.GroupId;
import io.balsa.raft.node.PeerMessage;
import io.balsa.raft.node.Transport;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;

/// A member's way into a [MemoryNetwork].
final class MemoryLink implements Transport.Link {
    private static final Logger log = LoggerFactory.getLogger(MemoryNetwork.class);

    private final MemoryNetwork network;
    private final GroupId group;
    private final MemberId member;
    private final Transport.Receiver receiver;
    private final Set<MemberId> unreachable = ConcurrentHashMap.newKeySet();
    private volatile Map<MemberId, String> addresses = Map.of();
    private volatile boolean isOpen = true;

    MemoryLink(MemoryNetwork network, GroupId group, MemberId member, Transport.Receiver receiver) {
        this.network = network;
        this.group = group;
        this.member = member;
        this.receiver = receiver;
    }

    GroupId group() {
        return group;
    }

    MemberId member() {
        return member;
    }

    @Override
    public void members(SortedMap<MemberId, String> addresses) {
        this.addresses = Map.copyOf(addresses);
    }

    /// A member hears once that another is unreachable, until something gets there again: whoever
    /// sends anew as soon as it hears that would never rest.
    @Override
    public void send(MemberId to, PeerMessage message) {
        check(!to.equals(member), "a member sends nothing to itself");
        if (!isOpen) {
            return;
        }
        if (network.deliver(this, to, addresses.getOrDefault(to, ""), message)) {
            unreachable.remove(to);
        } else if (unreachable.add(to)) {
            guarded(() -> receiver.onUnreachable(to));
        }
    }

    void receive(MemberId from, PeerMessage message) {
        if (isOpen) {
            guarded(() -> receiver.onMessage(from, message));
        }
    }

    /// A receiver that fails is no matter of whoever sends to it.
    @SuppressWarnings("CatchingUnchecked")
    private static void guarded(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            log.error("a receiver of messages failed", e);
        }
    }

    @Override
    public void close() {
        isOpen = false;
        network.leave(this);
    }
}
