package io.balsa.raft.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.grpc.GrpcTransport;
import io.balsa.raft.log.MemoryLog;
import io.balsa.raft.node.Consistency;
import io.balsa.raft.node.GroupId;
import io.balsa.raft.node.RaftNode;
import io.balsa.raft.node.RaftState;
import io.balsa.raft.node.Transport;
import io.balsa.raft.testkit.contract.FreePorts;
import io.balsa.raft.transport.Identity;
import io.balsa.raft.transport.TransportOptions;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Two groups of two members, whose members with the same id share a transport.
class SharedTransportTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final GroupId SECOND = new GroupId(2);

    private final List<Transport> transports = new ArrayList<>();
    private final List<RaftMember<Integer>> members = new ArrayList<>();
    private String founders = "";

    @BeforeEach
    void openTransports() throws IOException {
        founders = FreePorts.members(2);
        var addresses = MemberAddresses.parse(founders).addresses();
        for (var member : addresses.entrySet()) {
            transports.add(
                    GrpcTransport.open(
                            new Identity(new ClusterName("balsa").id(), member.getKey()),
                            member.getValue(),
                            addresses,
                            TransportOptions.DEFAULT));
        }
    }

    @AfterEach
    void close() {
        members.forEach(RaftMember::close);
        transports.forEach(Transport::close);
    }

    @Test
    void groupsThatShareTransportsHearNothingOfEachOther() throws Exception {
        var machines = List.of(new Words(), new Words());
        var first = start(GroupId.FIRST, machines.getFirst());
        var second = start(SECOND, machines.getLast());

        propose(first, "a");
        propose(second, "b");

        assertThat(read(first, machines.getFirst())).containsExactly("a");
        assertThat(read(second, machines.getLast())).containsExactly("b");
    }

    @Test
    void refusesASecondMemberOfTheSameGroupOnOneTransport() throws Exception {
        start(SECOND, new Words());

        assertThatThrownBy(builder(1, SECOND, new Words())::start)
                .isInstanceOf(IllegalStateException.class);
    }

    /// Returns the leader, once it counts on both. `machine` is member 1's.
    private RaftNode<Integer> start(GroupId group, Words machine) throws IOException {
        var other = builder(2, group, new Words()).start();
        members.add(other);
        var one = builder(1, group, machine).start();
        members.add(one);
        var leader = requireNonNull(one.node().await().leader(LONG).join().leader());
        var node = leader.equals(MemberId.of(1)) ? one.node() : other.node();
        node.await().until("both count", RaftState::countsOnAllVoters, LONG).join();
        return one.node();
    }

    private RaftMemberBuilder<Integer> builder(int id, GroupId group, Words machine) {
        return RaftMember.of(machine)
                .id(id)
                .group(group)
                .founders(founders)
                .log(new MemoryLog())
                .transport(transports.get(id - 1));
    }

    private static void propose(RaftNode<Integer> node, String word) throws Exception {
        var _ = node.propose(UTF_8.encode(word)).get(LONG.toSeconds(), TimeUnit.SECONDS);
    }

    private static List<String> read(RaftNode<Integer> node, Words machine) throws Exception {
        return node.read(Consistency.LINEARIZABLE, machine::words)
                .get(LONG.toSeconds(), TimeUnit.SECONDS);
    }
}
