package io.balsa.raft.member;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.MembershipChange;
import io.balsa.raft.core.Role;
import io.balsa.raft.node.Consistency;
import io.balsa.raft.node.RaftException;
import io.balsa.raft.node.RaftNode;
import io.balsa.raft.testkit.contract.FreePorts;
import io.balsa.raft.testkit.contract.Waiting;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;

/// Members that go on at another address, with their disks, over sockets.
class MovedMemberTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir private Path folder;

    private final SortedMap<MemberId, RaftMember<Integer>> members = new TreeMap<>();
    private final SortedMap<MemberId, Words> machines = new TreeMap<>();
    private final List<String> written = new ArrayList<>();
    private MemberAddresses founders = MemberAddresses.NONE;

    @BeforeEach
    void startThreeMembers() throws IOException {
        founders = MemberAddresses.parse(FreePorts.members(3));
        for (var id : founders.addresses().keySet()) {
            members.put(id, member(id).start());
        }
        write("before");
    }

    @AfterEach
    void close() {
        members.values().forEach(RaftMember::close);
    }

    private RaftMemberBuilder<Integer> member(MemberId id) {
        var machine = new Words();
        machines.put(id, machine);
        return RaftMember.of(machine)
                .id(id.value())
                .founders(founders)
                .dataIn(folder.resolve("m" + id))
                .checked();
    }

    @Test
    void areReachedWhereTheLogSaysFromThenOn() throws IOException {
        for (var id : founders.addresses().keySet()) { // One of them leads when its turn comes.
            var address = move(id);
            write("without member " + id);

            var leader = leader();
            leader.membership().change(new MembershipChange.SetAddress(id, address)).join();
            leader.membership().awaitCaughtUp(id, 0, LONG, _ -> {}).join();
            write("with member " + id);

            assertSeen(id);
            assertThat(node(id).state().membership().addresses()).containsEntry(id, address);
        }
        for (var id : founders.addresses().keySet()) {
            assertSeen(id);
        }
    }

    /// Stops a member, and starts it somewhere else. Returns where.
    private String move(MemberId id) throws IOException {
        awaitThatAllCount();
        requireNonNull(members.remove(id)).close();
        var address = "127.0.0.1:" + FreePorts.one();
        members.put(id, member(id).listen(address).start());
        return address;
    }

    private void awaitThatAllCount() {
        Waiting.until(
                "a leader that counts on all",
                () ->
                        members.values().stream()
                                .anyMatch(member -> member.node().state().countsOnAllVoters()));
    }

    private RaftNode<Integer> node(MemberId id) {
        return requireNonNull(members.get(id)).node();
    }

    /// The member that leads, as soon as one does.
    private RaftNode<Integer> leader() {
        var found = new ArrayList<RaftNode<Integer>>();
        Waiting.until(
                "a leader",
                () -> {
                    members.values().stream()
                            .map(RaftMember::node)
                            .filter(node -> node.state().role() instanceof Role.Leader)
                            .forEach(found::add);
                    return !found.isEmpty();
                });
        return found.getLast();
    }

    /// Has the leader of the moment write, until it has an answer.
    private void write(String word) {
        Waiting.until(
                "a leader that takes " + word,
                () -> {
                    try {
                        var _ = leader().propose(UTF_8.encode(word)).join();
                        return true;
                    } catch (CompletionException e) {
                        assertThat(e.getCause()).isInstanceOf(RaftException.class);
                        return false;
                    }
                });
        written.add(word);
    }

    private void assertSeen(MemberId id) {
        var machine = requireNonNull(machines.get(id));
        node(id).await().applied(leader().state().commitIndex(), LONG).join();
        assertThat(node(id).read(Consistency.LOCAL, machine::words).join()).isEqualTo(written);
    }
}
