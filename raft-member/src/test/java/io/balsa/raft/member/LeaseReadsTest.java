package io.balsa.raft.member;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.balsa.raft.core.Belonging;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.RaftOptions;
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
import java.util.stream.Collectors;

/// Reads by lease over sockets, on three voters and a learner. That a lease, and no quorum, answers
/// them is shown in `raft-node` on a clock that a test moves.
class LeaseReadsTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final long LEARNER = 4;
    private static final RaftOptions LEASED =
            new RaftOptions(100, 0.05, RaftOptions.Retention.DEFAULT, 1_000);

    @TempDir private Path folder;

    private final SortedMap<Long, RaftMember<Integer>> members = new TreeMap<>();
    private final SortedMap<Long, Words> machines = new TreeMap<>();
    private final List<String> written = new ArrayList<>();

    @BeforeEach
    void startThreeVotersAndALearner() throws IOException {
        var addresses = MemberAddresses.parse(FreePorts.members(4)).texts();
        var learner = requireNonNull(addresses.get(MemberId.of(LEARNER)));
        var founders =
                addresses.entrySet().stream()
                        .filter(entry -> entry.getKey().value() != LEARNER)
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining(","));
        for (var id = LEARNER - 1; id >= 1; id--) { // The first founds the group.
            members.put(id, member(id).founders(founders).start());
        }
        members.put(LEARNER, member(LEARNER).listen(learner).start());
        var leader = leaderOfAll();
        leader.membership().addLearner(MemberId.of(LEARNER), learner, false).join();
        leader.membership().awaitCaughtUp(MemberId.of(LEARNER), 0, LONG, _ -> {}).join();
    }

    private RaftMemberBuilder<Integer> member(long id) {
        var machine = new Words();
        machines.put(id, machine);
        return RaftMember.of(machine)
                .id(id)
                .dataIn(folder.resolve("m" + id))
                .options(LEASED)
                .checked();
    }

    @AfterEach
    void close() {
        members.values().forEach(RaftMember::close);
    }

    @Test
    void seeOnEveryMemberWhatWasWrittenOnAnyAlsoAfterTheLeaderIsGone() {
        for (var round = 0; round < 10; round++) {
            for (var writer : List.copyOf(members.keySet())) {
                write(writer, "%d by %d".formatted(round, writer));
                assertSeenEverywhere();
            }
        }
        var leader = requireNonNull(member().node().state().leader()).value();
        requireNonNull(members.remove(leader)).close();

        for (var writer : List.copyOf(members.keySet())) {
            write(writer, "without %d by %d".formatted(leader, writer));
            assertSeenEverywhere();
        }
        assertThat(requireNonNull(members.get(LEARNER)).node().state().belonging())
                .isEqualTo(Belonging.LEARNER);
    }

    /// A group that was just founded loses its leader when one of its members is late.
    private RaftNode<Integer> leaderOfAll() {
        var found = new ArrayList<RaftNode<Integer>>();
        Waiting.until(
                "a leader that counts on all",
                () -> {
                    members.values().stream()
                            .map(RaftMember::node)
                            .filter(node -> node.state().countsOnAllVoters())
                            .forEach(found::add);
                    return !found.isEmpty();
                });
        return found.getFirst();
    }

    private RaftMember<Integer> member() {
        return requireNonNull(members.get(members.firstKey()));
    }

    /// Proposes until it has an answer. A word that comes twice counts once.
    private void write(long member, String word) {
        insist(() -> requireNonNull(members.get(member)).node().propose(UTF_8.encode(word)).join());
        written.add(word);
    }

    private void assertSeenEverywhere() {
        members.forEach((id, member) ->
                insist(() -> {
                    var machine = requireNonNull(machines.get(id));
                    assertThat(member.node().read(Consistency.LEASE, machine::words).join())
                            .as("read on member " + id)
                            .isEqualTo(written);
                }));
    }

    /// Again while there is no leader, and for no other reason.
    private static void insist(Runnable request) {
        Waiting.until(
                "an answer",
                () -> {
                    try {
                        request.run();
                        return true;
                    } catch (CompletionException e) {
                        assertThat(e.getCause()).isInstanceOf(RaftException.class);
                        return false;
                    }
                });
    }
}
