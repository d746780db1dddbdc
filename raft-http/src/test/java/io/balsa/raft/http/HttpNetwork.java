package io.balsa.raft.http;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.balsa.raft.core.MemberId;
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
import java.util.Map;
import java.util.TreeMap;

/// Members that speak HTTP on loopback, with a proxy on each way from one to another.
final class HttpNetwork implements AutoCloseable {
    static final TransportLimits LIMITS =
            new TransportLimits(32 << 10, 512 << 10, 4_096, 8 << 20, 32);

    static final long CLUSTER = 0xC0FFEE;

    private final TransportTiming timing;
    private final @Nullable Credentials credentials;
    private final LoopbackNetwork<SocketTransport> loopback;

    HttpNetwork(TransportTiming timing) {
        this(timing, null);
    }

    /// Members that prove to each other who they are; in the clear without `credentials`.
    HttpNetwork(TransportTiming timing, @Nullable Credentials credentials) {
        this.timing = timing;
        this.credentials = credentials;
        this.loopback = new LoopbackNetwork<>(this::open, SocketTransport::port);
    }

    static TransportTiming timing(long pingMillis, int pingsMissedMax) {
        return new TransportTiming(
                MILLISECONDS.toNanos(5_000),
                MILLISECONDS.toNanos(pingMillis),
                pingsMissedMax,
                MILLISECONDS.toNanos(5),
                MILLISECONDS.toNanos(100));
    }

    LoopbackNetwork<SocketTransport> loopback() {
        return loopback;
    }

    private SocketTransport open(
            MemberId member, boolean isStranger, Map<MemberId, String> addresses)
            throws IOException {
        var others = new TreeMap<MemberId, PeerAddress>();
        addresses.forEach((other, address) -> others.put(other, PeerAddress.parse(address)));
        var identity = new Identity(isStranger ? CLUSTER + 1 : CLUSTER, member);
        var here = PeerAddress.parse("127.0.0.1:0");
        var options = new TransportOptions(LIMITS, timing, credentials);
        return HttpTransport.open(identity, here, others, options);
    }

    @Override
    public void close() throws IOException {
        loopback.close();
    }
}
