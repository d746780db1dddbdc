package io.balsa.raft.http;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.grpc.GrpcTransport;
import io.balsa.raft.transport.Identity;
import io.balsa.raft.transport.PeerAddress;
import io.balsa.raft.transport.SocketTransport;
import io.balsa.raft.transport.TransportOptions;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.util.Map;

/// Members that were told to speak differently find out, and both say so in words that name the
/// setting.
@Timeout(120)
class MixedMembersTest {
    private static final MemberId ONE = MemberId.of(1);
    private static final MemberId TWO = MemberId.of(2);
    private static final PeerAddress HERE = PeerAddress.parse("127.0.0.1:0");
    private static final String REMEDY = "give all members the same raft.transport";

    @RegisterExtension private final Lines lines = new Lines(SocketTransport.class);

    @Test
    void aMemberThatDialsWithHttpSaysThatTheOtherOneSpeaksGrpc() throws IOException {
        try (var two = grpc(TWO, Map.of());
                var _ = http(ONE, Map.of(TWO, at(two)))) {
            lines.await("member 2 at", "is unreachable", "HTTP/1.1", REMEDY);
            lines.await("closed a connection to the peer port", "it speaks HTTP/1", REMEDY);
        }
    }

    @Test
    void aMemberThatDialsWithGrpcSaysThatTheOtherOneSpeaksHttp() throws IOException {
        try (var two = http(TWO, Map.of());
                var _ = grpc(ONE, Map.of(TWO, at(two)))) {
            lines.await("member 2 at", "is unreachable", REMEDY);
            lines.await("closed a connection to the peer port", "it speaks HTTP/2", REMEDY);
        }
    }

    private static PeerAddress at(SocketTransport transport) {
        return new PeerAddress("127.0.0.1", transport.port());
    }

    private static SocketTransport http(MemberId member, Map<MemberId, PeerAddress> others)
            throws IOException {
        return HttpTransport.open(new Identity(1, member), HERE, others, TransportOptions.DEFAULT);
    }

    private static SocketTransport grpc(MemberId member, Map<MemberId, PeerAddress> others)
            throws IOException {
        return GrpcTransport.open(new Identity(1, member), HERE, others, TransportOptions.DEFAULT);
    }
}
