package io.balsa.examples.matching;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;

import io.balsa.examples.matching.machine.ExchangeState;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.member.MemberAddresses;
import io.balsa.raft.node.Consistency;
import io.balsa.raft.testkit.contract.FreePorts;
import io.balsa.raft.testkit.contract.Waiting;
import io.balsa.raft.transport.PeerAddress;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.SortedMap;
import java.util.TreeMap;

/// Members of an exchange in this process, over real sockets and with real disks.
final class Cluster implements AutoCloseable {
    private static final int SNAPSHOT_ENTRIES = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path folder;
    private final SortedMap<MemberId, PeerAddress> addresses;
    private final SortedMap<Integer, MatchingEngine> members = new TreeMap<>();
    private final Client client = new Client();

    Cluster(int size, Path folder) throws IOException {
        this.folder = folder;
        addresses = MemberAddresses.parse(FreePorts.members(size)).addresses();
    }

    PeerAddress raftAddress(int id) {
        return addresses.getOrDefault(MemberId.of(id), new PeerAddress("nobody", 0));
    }

    /// Starts a member as one of the founders.
    void start(int id) throws IOException {
        start(id, new MemberAddresses(addresses));
    }

    /// Starts a member that waits to be taken in.
    void startAlone(int id) throws IOException {
        start(id, MemberAddresses.NONE);
    }

    private void start(int id, MemberAddresses founders) throws IOException {
        var http = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        var data = folder.resolve("member-" + id);
        var self = MemberId.of(id);
        members.put(
                id,
                MatchingEngine.start(
                        new MatchingEngine.Settings(
                                self,
                                http,
                                raftAddress(id),
                                founders,
                                data,
                                SNAPSHOT_ENTRIES,
                                true)));
    }

    void stop(int id) {
        member(id).close();
        members.remove(id);
    }

    MatchingEngine member(int id) {
        var member = members.get(id);
        if (member == null) {
            throw new AssertionError("member %d does not run".formatted(id));
        }
        return member;
    }

    Client.Answer post(int id, String path, String body) throws IOException, InterruptedException {
        return client.post(member(id).httpAddress(), path, body);
    }

    String get(int id, String path, String accept) throws IOException, InterruptedException {
        return client.send(member(id).httpAddress(), path, accept).body();
    }

    /// Posts until the group has a leader that answers. For requests that may be repeated.
    JsonNode postUntilOk(int id, String path, String body) {
        var answers = new ArrayList<JsonNode>();
        Waiting.until(
                "%s %s at member %d".formatted(path, body, id),
                () -> {
                    try {
                        var answer = post(id, path, body);
                        if (answer.status() == 200) {
                            answers.add(answer.ok());
                        }
                        return answer.status() == 200;
                    } catch (IOException | InterruptedException e) {
                        throw new AssertionError(e);
                    }
                });
        return answers.getFirst();
    }

    /// The member that leads, as soon as all that run know it.
    int awaitLeader() {
        Waiting.until(
                "a leader that all know",
                () -> {
                    var leaders =
                            members.values().stream()
                                    .map(member -> member.node().state().leader())
                                    .distinct()
                                    .toList();
                    var leader = leaders.getFirst();
                    return leaders.size() == 1
                            && leader != null
                            && members.containsKey((int) leader.value());
                });
        var leader = members.values().iterator().next().node().state().leader();
        return (int) requireNonNull(leader).value();
    }

    /// Waits until the group can do without one of its members: a new one cannot.
    void awaitThatAllCount() {
        Waiting.until(
                "a leader that counts on all",
                () ->
                        members.values().stream()
                                .anyMatch(member -> member.node().state().countsOnAllVoters()));
    }

    /// What a member holds, with everything that was answered before.
    ExchangeState state(int id) throws Exception {
        var member = member(id);
        member.node().await().leader(PATIENCE).get();
        return member.node().read(Consistency.LINEARIZABLE, member.exchange()::state).get();
    }

    @Override
    public void close() {
        members.values().forEach(MatchingEngine::close);
        client.close();
    }
}
