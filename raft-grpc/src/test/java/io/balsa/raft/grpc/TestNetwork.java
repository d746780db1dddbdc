package io.balsa.raft.grpc;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.testkit.contract.FaultProxy;
import io.balsa.raft.testkit.contract.LoopbackNetwork;
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
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// Three members on loopback, with a proxy on each way from one to another.
final class TestNetwork implements AutoCloseable {
    static final TransportLimits LIMITS =
            new TransportLimits(64 << 10, 1 << 20, 4_096, 8 << 20, 64);

    /// Patient enough for a loaded machine, quick enough for a test.
    static final TransportTiming TIMING = timing(250, 8);

    private static final long CLUSTER = 0xBA15A;

    private final TransportTiming timing;
    private final @Nullable TestCredentials credentials;
    private final LoopbackNetwork<SocketTransport> loopback;

    TestNetwork(TransportTiming timing) {
        this(timing, null);
    }

    /// Members that prove to each other who they are; in the clear without `credentials`.
    TestNetwork(TransportTiming timing, @Nullable TestCredentials credentials) {
        this.timing = timing;
        this.credentials = credentials;
        this.loopback = new LoopbackNetwork<>(this::open, SocketTransport::port);
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

    LoopbackNetwork<SocketTransport> loopback() {
        return loopback;
    }

    SocketTransport open(MemberId member) {
        return loopback.open(member);
    }

    private SocketTransport open(
            MemberId member, boolean isStranger, Map<MemberId, String> addresses)
            throws IOException {
        var cluster = isStranger ? ~CLUSTER : CLUSTER;
        return listen(new Identity(cluster, member), parsed(addresses), usual(member));
    }

    SocketTransport open(Identity identity, Map<MemberId, PeerAddress> addresses) {
        return open(identity, addresses, usual(identity.member()));
    }

    SocketTransport open(
            Identity identity,
            Map<MemberId, PeerAddress> addresses,
            @Nullable Credentials credentials) {
        try {
            return loopback.keep(listen(identity, addresses, credentials));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SocketTransport listen(
            Identity identity,
            Map<MemberId, PeerAddress> addresses,
            @Nullable Credentials credentials)
            throws IOException {
        var here = PeerAddress.parse("127.0.0.1:0");
        var options = new TransportOptions(LIMITS, timing, credentials);
        return GrpcTransport.open(identity, here, addresses, options);
    }

    private @Nullable Credentials usual(MemberId member) {
        return credentials == null ? null : credentials.of("member " + member);
    }

    Map<MemberId, PeerAddress> addresses(MemberId from) {
        return parsed(loopback.addresses(from));
    }

    private static Map<MemberId, PeerAddress> parsed(Map<MemberId, String> addresses) {
        var parsed = new TreeMap<MemberId, PeerAddress>();
        addresses.forEach((member, address) -> parsed.put(member, PeerAddress.parse(address)));
        return parsed;
    }

    FaultProxy way(MemberId from, MemberId to) {
        return loopback.way(from, to);
    }

    @Override
    public void close() throws IOException {
        loopback.close();
        if (credentials != null) {
            credentials.close();
        }
    }
}
