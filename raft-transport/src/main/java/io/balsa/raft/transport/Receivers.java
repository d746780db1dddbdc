package io.balsa.raft.transport;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.node.GroupId;
import io.balsa.raft.node.Transport.Receiver;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The members of groups in this process, which take in what arrives.
final class Receivers {
    private static final Logger log = LoggerFactory.getLogger(SocketTransport.class);

    private final Map<GroupId, Receiver> receivers = new ConcurrentHashMap<>();

    void join(GroupId group, Receiver receiver) {
        if (receivers.putIfAbsent(group, receiver) != null) {
            throw new IllegalStateException(
                    "group %d has joined this transport already: close its link first"
                            .formatted(group.value()));
        }
    }

    void leave(GroupId group, Receiver receiver) {
        receivers.remove(group, receiver);
    }

    /// Hands over a message; one for a group that has not joined is lost, as any message may be.
    void deliver(MemberId from, MessageReader.Incoming incoming) {
        var receiver = receivers.get(incoming.group());
        if (receiver != null) {
            guarded(() -> receiver.onMessage(from, incoming.message()));
        }
    }

    void tellUnreachable(MemberId member) {
        receivers.values().forEach(receiver -> guarded(() -> receiver.onUnreachable(member)));
    }

    /// A receiver that fails must not take the connections of all groups with it.
    @SuppressWarnings("CatchingUnchecked")
    private static void guarded(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            log.error("a receiver of messages failed: this is a bug in Balsa", e);
        }
    }
}
