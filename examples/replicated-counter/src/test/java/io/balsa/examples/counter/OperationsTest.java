package io.balsa.examples.counter;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Objects.requireNonNull;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Role;
import io.balsa.raft.member.MemberAddresses;
import io.balsa.raft.member.RaftMember;
import io.balsa.raft.node.RaftNode;
import io.balsa.raft.testkit.contract.FreePorts;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// Does with a group what docs/guide.md says can be done.
class OperationsTest {
    @TempDir private Path folder;

    private final SortedMap<Integer, RaftMember<Long>> members = new TreeMap<>();
    private final SortedMap<Integer, Counter> counters = new TreeMap<>();
    private MemberAddresses addresses = MemberAddresses.NONE;

    @BeforeEach
    void startMembersThatBelongToNoGroup() throws IOException {
        addresses = MemberAddresses.parse(FreePorts.members(4));
        for (var id = 1; id <= 4; id++) {
            var counter = new Counter();
            counters.put(id, counter);
            members.put(
                    id,
                    RaftMember.of(counter)
                            .id(id)
                            .listen(address(id))
                            .contacts(addresses)
                            .snapshotOptions(Operations.gentleSnapshots())
                            .dataIn(folder.resolve("data-" + id))
                            .checked()
                            .start());
        }
    }

    @AfterEach
    void close() {
        members.values().forEach(RaftMember::close);
    }

    @Test
    void growsReplacesAndHandsOver() {
        Operations.found(node(1), address(1));
        node(1).propose(Counter.add(5)).join();
        Operations.add(node(1), MemberId.of(2), address(2));
        Operations.add(node(1), MemberId.of(3), address(3));
        Operations.awaitTwoFollowers(node(1), node(1).state().commitIndex());
        node(3).propose(Counter.add(7)).join();

        Operations.replace(node(1), MemberId.of(3), MemberId.of(4), address(4));
        var voters = new TreeSet<>(List.of(MemberId.of(1), MemberId.of(2), MemberId.of(4)));
        node(4).await().voters(voters, Operations.PATIENCE).join();

        node(1).membership().transferLeadership(MemberId.of(4)).join();
        node(4).await().role(Role.Leader.class, Operations.PATIENCE).join();
        assertThat(node(4).propose(Counter.add(1)).join().result()).isEqualTo(13);
        assertThat(Operations.isFresh(node(4), counter(4))).isTrue();
    }

    private RaftNode<Long> node(int id) {
        return requireNonNull(members.get(id)).node();
    }

    private Counter counter(int id) {
        return requireNonNull(counters.get(id));
    }

    private String address(int id) {
        return requireNonNull(addresses.addresses().get(MemberId.of(id))).toString();
    }
}
