package io.balsa.benchmarks.group.balsa;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.node.GroupId;
import io.balsa.raft.node.PeerMessage;
import io.balsa.raft.node.Transport;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// A network within a process: a message is a call of its receiver.
final class FunctionCalls {
    private final Map<MemberId, Transport.Receiver> receivers = new ConcurrentHashMap<>();

    /// The transport of a member of the only group.
    Transport transport(MemberId self) {
        return new Transport() {
            @Override
            public Link join(GroupId group, Receiver receiver) {
                receivers.put(self, receiver);
                return new Calls(self);
            }

            @Override
            public void close() {
                receivers.remove(self);
            }
        };
    }

    private final class Calls implements Transport.Link {
        private final MemberId self;

        Calls(MemberId self) {
            this.self = self;
        }

        @Override
        public void send(MemberId to, PeerMessage message) {
            var receiver = receivers.get(to);
            if (receiver != null) {
                receiver.onMessage(self, message);
            }
        }

        @Override
        public void close() {
            receivers.remove(self);
        }
    }
}
