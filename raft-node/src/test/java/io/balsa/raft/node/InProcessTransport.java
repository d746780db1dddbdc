package io.balsa.raft.node;

import io.balsa.raft.core.MemberId;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The network of members that share a process: a method call, on the sender's lane.
final class InProcessTransport {
    private final Map<MemberId, Transport.Receiver> receivers = new ConcurrentHashMap<>();

    Transport of(MemberId self) {
        return new Transport() {
            @Override
            public Link join(GroupId group, Receiver receiver) {
                receivers.put(self, receiver);
                return new Link() {
                    @Override
                    public void send(MemberId to, PeerMessage message) {
                        var target = receivers.get(to);
                        if (target != null) {
                            target.onMessage(self, message);
                        }
                    }

                    @Override
                    public void close() {
                        receivers.remove(self, receiver);
                    }
                };
            }

            @Override
            public void close() {}
        };
    }
}
