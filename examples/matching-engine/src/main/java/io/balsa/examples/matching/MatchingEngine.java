package io.balsa.examples.matching;

import io.balsa.examples.matching.http.Api;
import io.balsa.examples.matching.http.Engine;
import io.balsa.examples.matching.http.HttpPort;
import io.balsa.examples.matching.machine.Exchange;
import io.balsa.examples.matching.machine.Outcome;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.member.MemberAddresses;
import io.balsa.raft.member.RaftMember;
import io.balsa.raft.node.RaftNode;
import io.balsa.raft.node.SnapshotOptions;
import io.balsa.raft.node.SnapshotPolicy;
import io.balsa.raft.transport.PeerAddress;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;

/// A member of an exchange: a replicated [Exchange], and a port for clients.
public final class MatchingEngine implements AutoCloseable {
    /// What a member is told.
    ///
    /// @param http where it listens for clients
    /// @param raft where it listens for other members, as they reach it
    /// @param founders the first members, this one among them; none for a member that is taken in
    ///   later, or told to found a group by `/init`
    /// @param data the folder for what it must not forget
    /// @param snapshotEntries a snapshot is taken whenever so many entries were applied
    /// @param isChecked it watches over its log, its snapshots and its machine while it runs
    public record Settings(
            MemberId id,
            InetSocketAddress http,
            PeerAddress raft,
            MemberAddresses founders,
            Path data,
            long snapshotEntries,
            boolean isChecked) {}

    /// How long another member is awaited that takes over from a leader that ends.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final RaftMember<Outcome> member;
    private final HttpPort port;
    private final Exchange exchange;

    private MatchingEngine(RaftMember<Outcome> member, HttpPort port, Exchange exchange) {
        this.member = member;
        this.port = port;
        this.exchange = exchange;
    }

    /// Starts a member. It listens when this returns, though it may not know a leader yet.
    ///
    /// @throws IOException when its folder or one of its ports cannot be had
    public static MatchingEngine start(Settings settings) throws IOException {
        var exchange = new Exchange();
        var builder =
                RaftMember.of(exchange)
                        .id(settings.id().value())
                        .cluster("matching-engine")
                        .founders(settings.founders())
                        .listen(settings.raft().toString())
                        .dataIn(settings.data())
                        .snapshotOptions(
                                SnapshotOptions.of(
                                        SnapshotPolicy.everyEntries(settings.snapshotEntries())));
        var member = (settings.isChecked() ? builder.checked() : builder).start();
        try {
            var api = new Api(new Behind(member.node(), exchange, settings.raft()));
            return new MatchingEngine(member, HttpPort.open(settings.http(), api), exchange);
        } catch (IOException | RuntimeException failure) {
            member.close();
            throw failure;
        }
    }

    /// What the port for clients needs of a member.
    private record Behind(RaftNode<Outcome> node, Exchange exchange, PeerAddress raftAddress)
            implements Engine {}

    /// Where clients reach it.
    public InetSocketAddress httpAddress() {
        return port.address();
    }

    public RaftNode<Outcome> node() {
        return member.node();
    }

    /// The state machine, to be asked by way of the node's reads.
    public Exchange exchange() {
        return exchange;
    }

    /// Ends the member, and lets another lead first if it is the leader.
    @Override
    public void close() {
        port.close();
        var _ = member.node().shutdown(PATIENCE).handle((_, _) -> true).join();
        member.close();
    }
}
