package io.balsa.raft.transport;

import static java.util.Objects.requireNonNull;

import io.balsa.raft.core.MemberId;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// The ways to the other members: for each a sender per kind of traffic.
final class Routes {
    /// The way to one member at one address.
    private static final class Route {
        final PeerAddress address;
        final Map<Traffic, Sender> senders = new EnumMap<>(Traffic.class);

        Route(MemberId member, PeerAddress address, Dialler dialler, Reachability reachability) {
            this.address = address;
            for (var traffic : Traffic.values()) {
                senders.put(traffic, new Sender(member, address, traffic, dialler, reachability));
            }
        }

        Sender sender(Traffic traffic) {
            return requireNonNull(senders.get(traffic));
        }

        void each(Consumer<Sender> action) {
            senders.values().forEach(action);
        }
    }

    private final MemberId self;
    private final Dialler dialler;
    private final Receivers receivers;
    private final Complaints complaints;
    private final AddressBook book;
    private final Set<MemberId> unknown = ConcurrentHashMap.newKeySet();

    /// Replaced as a whole: those who send read it without a lock.
    private volatile Map<MemberId, Route> routes = Map.of();

    private boolean isClosed;

    Routes(Dialler dialler, Receivers receivers, Complaints complaints) {
        this.self = dialler.handshake().self().member();
        this.dialler = dialler;
        this.receivers = receivers;
        this.complaints = complaints;
        this.book = new AddressBook(complaints);
    }

    void send(MemberId to, Outgoing message) {
        var route = routes.get(to);
        if (route != null) {
            route.sender(Traffic.of(message.message())).send(message);
        } else {
            dialler.counters().messagesDropped.increment();
            if (unknown.add(to)) {
                onUnknown(to);
            }
        }
    }

    private void onUnknown(MemberId member) {
        complaints.about(
                "unknown " + member,
                "there are messages for member %s, whose address is not known".formatted(member));
        dialler.execute(() -> receivers.tellUnreachable(member));
    }

    /// Something new is known about addresses. Connections to those that stay are kept.
    synchronized void learn(Consumer<AddressBook> news) {
        if (!isClosed) {
            news.accept(book);
            update(book.addresses());
        }
    }

    /// `member` has called from where it can be reached. On the event loop.
    synchronized void meet(MemberId member, String address) {
        try {
            if (!isClosed && !address.isEmpty() && book.meet(member, PeerAddress.parse(address))) {
                update(book.addresses());
            }
        } catch (IllegalArgumentException e) {
            complaints.about(
                    "caller " + member, "member %s says: %s".formatted(member, e.getMessage()));
        }
    }

    synchronized void close() {
        isClosed = true;
        update(Map.of());
    }

    private void update(Map<MemberId, PeerAddress> addresses) {
        var before = routes;
        var after = new TreeMap<MemberId, Route>();
        addresses.forEach((member, address) -> {
            if (!member.equals(self)) {
                var known = before.get(member);
                var stays = known != null && known.address.equals(address);
                after.put(member, stays ? known : open(member, address));
            }
        });
        routes = after;
        unknown.clear();
        before.forEach((member, route) -> {
            if (after.get(member) != route) {
                dialler.execute(() -> route.each(Sender::close));
            }
        });
    }

    private Route open(MemberId member, PeerAddress address) {
        var reachability =
                new Reachability(member, address, dialler.sockets(), receivers, complaints);
        var route = new Route(member, address, dialler, reachability);
        route.each(Sender::open);
        return route;
    }

    /// Dials `member` at once where only a back-off is waited for. On the event loop.
    void hurry(MemberId member) {
        var route = routes.get(member);
        if (route != null) {
            route.each(Sender::hurry);
        }
    }
}
