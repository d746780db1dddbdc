package io.balsa.raft.grpc;

import static java.util.Objects.requireNonNull;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.testkit.contract.TransportNetwork;
import io.balsa.raft.transport.Identity;
import io.balsa.raft.transport.PeerAddress;
import io.balsa.raft.transport.SocketTransport;
import io.balsa.raft.transport.TransportLimits;
import io.balsa.raft.transport.TransportOptions;
import io.balsa.raft.transport.TransportTiming;
import io.balsa.tls.Credentials;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Three members on loopback, with a proxy on each way from one to another.
final class TestNetwork implements TransportNetwork, AutoCloseable {
    static final TransportLimits LIMITS =
            new TransportLimits(64 << 10, 1 << 20, 4_096, 8 << 20, 64);

    /// Patient enough for a loaded machine, quick enough for a test.
    static final TransportTiming TIMING = timing(250, 8);

    private static final long CLUSTER = 0xBA15A;
    private static final int MEMBERS = 3;

    private record Way(MemberId from, MemberId to) {}

    private final TransportTiming timing;
    private final @Nullable TestCredentials credentials;
    private final Map<Way, FaultProxy> ways = new HashMap<>();
    private final List<SocketTransport> opened = new ArrayList<>();

    TestNetwork(TransportTiming timing) {
        this(timing, null);
    }

    /// Members that prove to each other who they are; in the clear without `credentials`.
    TestNetwork(TransportTiming timing, @Nullable TestCredentials credentials) {
        this.timing = timing;
        this.credentials = credentials;
        for (int from = 1; from <= MEMBERS; from++) {
            for (int to = 1; to <= MEMBERS; to++) {
                ways.put(new Way(MemberId.of(from), MemberId.of(to)), new FaultProxy());
            }
        }
    }

    static TransportTiming timing(long pingMillis, int pingsMissedMax) {
        return new TransportTiming(
                TimeUnit.SECONDS.toNanos(5),
                TimeUnit.MILLISECONDS.toNanos(pingMillis),
                pingsMissedMax,
                TimeUnit.MILLISECONDS.toNanos(5),
                TimeUnit.MILLISECONDS.toNanos(100));
    }

    static Identity identity(MemberId member) {
        return new Identity(CLUSTER, member);
    }

    @Override
    public SocketTransport open(MemberId member) {
        var transport = open(identity(member), addresses(member));
        ways.forEach((way, proxy) -> {
            if (way.to().equals(member)) {
                proxy.pointTo(transport.port());
            }
        });
        return transport;
    }

    @Override
    public SocketTransport openStranger(MemberId member) {
        return open(new Identity(~CLUSTER, member), addresses(member));
    }

    SocketTransport open(Identity identity, Map<MemberId, PeerAddress> addresses) {
        var usual = credentials == null ? null : credentials.of("member " + identity.member());
        return open(identity, addresses, usual);
    }

    SocketTransport open(
            Identity identity,
            Map<MemberId, PeerAddress> addresses,
            @Nullable Credentials credentials) {
        try {
            var here = PeerAddress.parse("127.0.0.1:0");
            var options = new TransportOptions(LIMITS, timing, credentials);
            var transport = GrpcTransport.open(identity, here, addresses, options);
            opened.add(transport);
            return transport;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Map<MemberId, PeerAddress> addresses(MemberId from) {
        var addresses = new HashMap<MemberId, PeerAddress>();
        ways.forEach((way, proxy) -> {
            if (way.from().equals(from)) {
                addresses.put(way.to(), proxy.address());
            }
        });
        return addresses;
    }

    FaultProxy way(MemberId from, MemberId to) {
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
        opened.forEach(SocketTransport::close);
        for (var proxy : ways.values()) {
            proxy.close();
        }
        if (credentials != null) {
            credentials.close();
        }
    }
}
