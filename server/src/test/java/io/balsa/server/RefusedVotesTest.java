package io.balsa.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Message;
import io.balsa.raft.grpc.GrpcTransport;
import io.balsa.raft.node.GroupId;
import io.balsa.raft.node.PeerMessage;
import io.balsa.raft.testkit.contract.Mailbox;
import io.balsa.raft.transport.Identity;
import io.balsa.raft.transport.PeerAddress;
import io.balsa.raft.transport.TransportOptions;
import io.balsa.server.config.ConfigReader;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Between members that ask each other before they stand for election, a vote is hardly ever
/// refused: so somebody asks who slept through an election.
class RefusedVotesTest {
    private static final MemberId ASKED = MemberId.of(1);
    private static final MemberId CANDIDATE = MemberId.of(9);

    @RegisterExtension final Members members = new Members();

    @RegisterExtension final Http http = new Http();

    @Test
    void areCounted() throws Exception {
        var server = members.alone();
        var earlier = server.state().term() - 1;
        assertThat(earlier).isPositive();
        assertThat(refused(server)).isZero();
        var request = new Message.RequestVote(earlier, EntryId.NONE, false);
        var asked = Map.of(ASKED, server.peerAddress().peerAddress());
        var here = PeerAddress.parse("127.0.0.1:0");
        try (var transport =
                GrpcTransport.open(
                        new Identity(cluster(), CANDIDATE),
                        here,
                        asked,
                        TransportOptions.DEFAULT)) {
            var link = transport.join(GroupId.FIRST, new Mailbox());

            Members.await(() -> {
                link.send(ASKED, new PeerMessage.Protocol(request, List.of()));
                return refused(server) > 0;
            });
        }
    }

    /// The id of a cluster that is told what the members of tests are told when they are alone.
    private static long cluster() throws Exception {
        return ClusterId.of(ConfigReader.withoutFile(Members.settings(Path.of("data"))));
    }

    private double refused(Server server) {
        var start = "raft_vote_requests_total{granted=\"false\"";
        try {
            return http.get(server, "/metrics")
                    .lines()
                    .filter(line -> line.startsWith(start))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                    .sum();
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }
}
