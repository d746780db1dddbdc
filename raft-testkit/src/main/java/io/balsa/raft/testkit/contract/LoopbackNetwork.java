package io.balsa.raft.testkit.contract;

import static java.util.Objects.requireNonNull;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.node.Transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/// Three members on loopback whose transports speak over sockets, with a proxy on each way from one
/// to another.
///
/// @param <T> the kind of transport
public final class LoopbackNetwork<T extends Transport> implements TransportNetwork, AutoCloseable {
    private static final int MEMBERS = 3;

    /// Opens transports that listen at a free port of loopback.
    public interface Opener<T> {
        /// Opens the transport of `member`.
        ///
        /// @param isStranger whether it belongs to another cluster
        /// @param addresses where it finds the members, itself among them, as `host:port`
        T open(MemberId member, boolean isStranger, Map<MemberId, String> addresses)
                throws IOException;
    }

    private record Way(MemberId from, MemberId to) {}

    private final Opener<T> opener;
    private final ToIntFunction<T> port;
    private final Map<Way, FaultProxy> ways = new HashMap<>();
    private final List<T> opened = new ArrayList<>();

    /// A network without members.
    ///
    /// @param port what a transport listens at
    public LoopbackNetwork(Opener<T> opener, ToIntFunction<T> port) {
        this.opener = opener;
        this.port = port;
        for (int from = 1; from <= MEMBERS; from++) {
            for (int to = 1; to <= MEMBERS; to++) {
                ways.put(new Way(MemberId.of(from), MemberId.of(to)), new FaultProxy());
            }
        }
    }

    @Override
    public T open(MemberId member) {
        var transport = open(member, false, addresses(member));
        ways.forEach((way, proxy) -> {
            if (way.to().equals(member)) {
                proxy.pointTo(port.applyAsInt(transport));
            }
        });
        return transport;
    }

    @Override
    public T openStranger(MemberId member) {
        return open(member, true, addresses(member));
    }

    private T open(MemberId member, boolean isStranger, Map<MemberId, String> addresses) {
        try {
            return keep(opener.open(member, isStranger, addresses));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Closes `transport`, opened by somebody else, with the others.
    public T keep(T transport) {
        opened.add(transport);
        return transport;
    }

    /// Where `from` finds the members, itself among them, as `host:port`.
    public Map<MemberId, String> addresses(MemberId from) {
        var addresses = new HashMap<MemberId, String>();
        for (var way : ways.keySet()) {
            if (way.from().equals(from)) {
                addresses.put(way.to(), address(from, way.to()));
            }
        }
        return addresses;
    }

    @Override
    public String address(MemberId from, MemberId member) {
        return "127.0.0.1:" + way(from, member).port();
    }

    /// What lies between two members.
    public FaultProxy way(MemberId from, MemberId to) {
        return requireNonNull(ways.get(new Way(from, to)));
    }

    @Override
    public void cut(MemberId from, MemberId to) {
        way(from, to).cut();
    }

    @Override
    public void heal(MemberId from, MemberId to) {
        way(from, to).heal();
    }

    @Override
    public void close() throws IOException {
        opened.forEach(Transport::close);
        for (var proxy : ways.values()) {
            proxy.close();
        }
    }
}
