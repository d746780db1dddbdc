package io.balsa.raft.node;

import io.balsa.raft.core.MemberId;

import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// The network of members that share a process: a method call, on the sender's lane.
final class InProcessTransport {
    private final Map<MemberId, Transport.Receiver> receivers = new ConcurrentHashMap<>();
    private final Map<MemberId, SortedMap<MemberId, String>> introduced = new ConcurrentHashMap<>();
    private final Set<MemberId> cut = ConcurrentHashMap.newKeySet();
    private volatile Consumer<PeerMessage> listener = _ -> {};
    private volatile Predicate<PeerMessage> isLost = _ -> false;

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

    private boolean gets(MemberId from, MemberId to, PeerMessage message) {
        return !cut.contains(from) && !cut.contains(to) && !isLost.test(message);
    }

    /// From now on `listener` hears of whatever anybody sends, on the sender's lane, before it gets
    /// there or is lost.
    void listen(Consumer<PeerMessage> listener) {
        this.listener = listener;
    }

    /// From now on what `isLost` picks gets to nobody.
    void lose(Predicate<PeerMessage> isLost) {
        this.isLost = isLost;
    }

    Transport of(MemberId self) {
        return new Transport() {
            @Override
            public Link join(GroupId group, Receiver receiver) {
                receivers.put(self, receiver);
                return new Link() {
                    @Override
                    public void send(MemberId to, PeerMessage message) {
                        listener.accept(message);
                        var target = receivers.get(to);
                        if (target != null && gets(self, to, message)) {
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
