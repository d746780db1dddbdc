package io.balsa.examples.matching;

import io.balsa.examples.matching.http.Api;
import io.balsa.examples.matching.http.Engine;
import io.balsa.examples.matching.http.HttpPort;
import io.balsa.examples.matching.machine.Exchange;
import io.balsa.examples.matching.machine.Outcome;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.grpc.PeerAddress;
import io.balsa.raft.member.MemberAddresses;
import io.balsa.raft.member.RaftMember;
import io.balsa.raft.node.RaftNode;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/// A member of an exchange: a replicated [Exchange], and a port for clients.
public final class MatchingEngine implements AutoCloseable {
    /// What a member is told.
    ///
    /// @param http where it listens for clients
    /// @param raft where it listens for other members, as they reach it
    /// @param founders the first members, this one among them; none for a member that is taken in
    ///   later, or told to found a group by `/init`
    /// @param data the folder for what it must not forget
    public record Settings(
            MemberId id,
            InetSocketAddress http,
            PeerAddress raft,
            MemberAddresses founders,
            Path data) {}

    private final Group group;
    private final HttpPort port;

    private MatchingEngine(Group group, HttpPort port) {
        this.group = group;
        this.port = port;
    }

    /// Starts a member. It listens when this returns, though it may not know a leader yet.
    ///
    /// @throws IOException when its folder or one of its ports cannot be had
    public static MatchingEngine start(Settings settings) throws IOException {
        var group = new Group(settings);
        try {
            return new MatchingEngine(group, HttpPort.open(settings.http(), new Api(group)));
        } catch (IOException | RuntimeException failure) {
            group.close();
            throw failure;
        }
    }

    /// Where clients reach it.
    public InetSocketAddress httpAddress() {
        return port.address();
    }

    public RaftNode<Outcome> node() {
        return group.node();
    }

    /// The state machine, to be asked by way of the node's reads.
    public Exchange exchange() {
        return group.exchange();
    }

    /// Completes when the member has ended: normally after [#close], exceptionally when it had to
    /// stop by itself, with the reason.
    public CompletableFuture<Void> termination() {
        return group.termination.copy();
    }

    @Override
    public void close() {
        port.close();
        group.close();
        group.termination.complete(null);
    }

    /// The member, which begins anew when it founds a group.
    private static final class Group implements Engine, AutoCloseable {
        private final Settings settings;
        private final CompletableFuture<Void> termination = new CompletableFuture<>();
        private volatile Running running;

        private record Running(Exchange exchange, RaftMember<Outcome> member) {}

        Group(Settings settings) throws IOException {
            this.settings = settings;
            running = run(settings.founders());
        }

        private Running run(MemberAddresses founders) throws IOException {
            var exchange = new Exchange();
            var member =
                    RaftMember.of(exchange)
                            .id(settings.id().value())
                            .cluster("matching-engine")
                            .founders(founders)
                            .listen(settings.raft().toString())
                            .dataIn(settings.data())
                            .start();
            var _ =
                    member.node()
                            .termination()
                            .exceptionally(failure -> {
                                termination.completeExceptionally(failure);
                                return null;
                            });
            return new Running(exchange, member);
        }

        @Override
        public RaftNode<Outcome> node() {
            return running.member().node();
        }

        @Override
        public Exchange exchange() {
            return running.exchange();
        }

        @Override
        public synchronized boolean found() throws IOException {
            if (!node().state().membership().isEmpty()) {
                return false;
            }
            running.member().close();
            SortedMap<MemberId, PeerAddress> self = new TreeMap<>();
            self.put(settings.id(), settings.raft());
            running = run(new MemberAddresses(self));
            return true;
        }

        @Override
        public synchronized void close() {
            running.member().close();
        }
    }
}
