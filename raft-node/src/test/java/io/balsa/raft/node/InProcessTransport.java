package io.balsa.raft.node;

import io.balsa.raft.core.MemberId;

import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// The network of members that share a process: a method call, on the sender's lane.
final class InProcessTransport {
    private final Map<MemberId, Transport.Receiver> receivers = new ConcurrentHashMap<>();
    private final Map<MemberId, SortedMap<MemberId, String>> introduced = new ConcurrentHashMap<>();
    private final Set<MemberId> cut = ConcurrentHashMap.newKeySet();

    /// From now on nothing gets to this member or away from it.
    void cut(MemberId member) {
        cut.add(member);
    }

    /// The addresses that the log of `member` has told the transport.
    SortedMap<MemberId, String> introducedTo(MemberId member) {
        return introduced.getOrDefault(member, new TreeMap<>());
    }

    void mend(MemberId member) {
        cut.remove(member);
    }

    Transport of(MemberId self) {
        return new Transport() {
            @Override
            public Link join(GroupId group, Receiver receiver) {
                receivers.put(self, receiver);
                return new Link() {
                    @Override
                    public void send(MemberId to, PeerMessage message) {
                        var target = receivers.get(to);
                        if (target != null && !cut.contains(self) && !cut.contains(to)) {
                            target.onMessage(self, message);
                        }
                    }

                    @Override
                    public void members(SortedMap<MemberId, String> addresses) {
                        introduced.put(self, addresses);
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
