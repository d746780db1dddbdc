package io.balsa.benchmarks.group.balsa;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.node.GroupId;
import io.balsa.raft.node.PeerMessage;
import io.balsa.raft.node.Transport;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A network within a process, for one group: a message is a call of its receiver, and nothing else
/// that would be measured along.
final class FunctionCalls {
    private static final Logger log = LoggerFactory.getLogger(FunctionCalls.class);

    private final Map<MemberId, Calls> members = new ConcurrentHashMap<>();

    /// The transport of a member of the only group.
    Transport transport(MemberId self) {
        return new Transport() {
            @Override
            public Link join(GroupId group, Receiver receiver) {
                var calls = new Calls(self, receiver);
                if (members.putIfAbsent(self, calls) != null) {
                    throw new IllegalStateException("member %s has joined".formatted(self));
                }
                return calls;
            }

            @Override
            public void close() {
                var calls = members.get(self);
                if (calls != null) {
                    calls.close();
                }
            }
        };
    }

    private final class Calls implements Transport.Link {
        private final MemberId self;
        private final Transport.Receiver receiver;
        private final Set<MemberId> unreachable = ConcurrentHashMap.newKeySet();
        private volatile boolean isOpen = true;

        Calls(MemberId self, Transport.Receiver receiver) {
            this.self = self;
            this.receiver = receiver;
        }

        @Override
        public void send(MemberId to, PeerMessage message) {
            if (!isOpen) {
                return;
            }
            var target = members.get(to);
            if (target != null) {
                unreachable.remove(to);
                target.receive(self, message);
            } else if (unreachable.add(to)) {
                receiver.onUnreachable(to);
            }
        }

        @SuppressWarnings("CatchingUnchecked")
        private void receive(MemberId from, PeerMessage message) {
            try {
                receiver.onMessage(from, message);
            } catch (RuntimeException e) {
                log.error("a receiver of messages failed", e);
            }
        }

        @Override
        public void close() {
            isOpen = false;
            members.remove(self, this);
        }
    }
}
