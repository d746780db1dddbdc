package io.balsa.raft.node;

import io.balsa.raft.core.MemberId;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// The network of members that share a process: a method call, on the sender's lane.
///
/// `MemoryNetwork` of the test kit, which these tests cannot use since it stands on this module,
/// with what they ask of a network besides.
final class InProcessTransport {
    private static final Logger log = LoggerFactory.getLogger(InProcessTransport.class);

    private final Map<Place, Way> ways = new ConcurrentHashMap<>();
    private final Map<MemberId, SortedMap<MemberId, String>> introduced = new ConcurrentHashMap<>();
    private final Set<MemberId> cut = ConcurrentHashMap.newKeySet();
    private volatile Consumer<PeerMessage> listener = _ -> {};
    private volatile Predicate<PeerMessage> isLost = _ -> false;

    private record Place(GroupId group, MemberId member) {}

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
            private final Set<Way> joined = ConcurrentHashMap.newKeySet();

            @Override
            public Link join(GroupId group, Receiver receiver) {
                var place = new Place(group, self);
                var way = new Way(place, receiver);
                if (ways.putIfAbsent(place, way) != null) {
                    throw new IllegalStateException(place + " has joined already");
                }
                joined.add(way);
                return way;
            }

            @Override
            public void close() {
                joined.forEach(Way::close);
            }
        };
    }

    private final class Way implements Transport.Link {
        private final Place place;
        private final Transport.Receiver receiver;
        private final Set<MemberId> unreachable = ConcurrentHashMap.newKeySet();
        private volatile boolean isOpen = true;

        Way(Place place, Transport.Receiver receiver) {
            this.place = place;
            this.receiver = receiver;
        }

        @Override
        public void send(MemberId to, PeerMessage message) {
            if (!isOpen) {
                return;
            }
            listener.accept(message);
            if (isLost.test(message)) {
                return;
            }
            var target = ways.get(new Place(place.group(), to));
            if (target != null && !cut.contains(place.member()) && !cut.contains(to)) {
                unreachable.remove(to);
                target.guarded(() -> target.receiver.onMessage(place.member(), message));
            } else if (unreachable.add(to)) {
                guarded(() -> receiver.onUnreachable(to));
            }
        }

        @SuppressWarnings("CatchingUnchecked")
        private void guarded(Runnable call) {
            try {
                if (isOpen) {
                    call.run();
                }
            } catch (RuntimeException e) {
                log.error("a receiver of messages failed", e);
            }
        }

        @Override
        public void members(SortedMap<MemberId, String> addresses) {
            introduced.put(place.member(), addresses);
        }

        @Override
        public void close() {
            isOpen = false;
            ways.remove(place, this);
        }
    }
}
