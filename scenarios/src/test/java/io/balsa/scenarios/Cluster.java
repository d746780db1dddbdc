package io.balsa.scenarios;

import static java.util.concurrent.TimeUnit.SECONDS;
import static java.util.stream.Collectors.toCollection;

import com.google.protobuf.ByteString;

import io.balsa.scenarios.HttpMember.State;
import io.balsa.wire.etcd.KVGrpc;
import io.balsa.wire.etcd.RangeRequest;
import io.grpc.netty.NettyChannelBuilder;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// Three members as three processes, and clients that follow them around.
final class Cluster implements AutoCloseable {
    private static final int MEMBERS = 3;
    private static final long CALL_SECONDS_MAX = 30;

    private final Layout layout;
    private final List<MemberProcess> members = new ArrayList<>();
    private final HttpClient http = HttpMember.newClient();
    private boolean isKept;

    /// Starts all members.
    ///
    /// @param transport what carries messages between them
    /// @param told what else each of them is told
    Cluster(String transport, Told told) throws IOException {
        layout = Layout.create(MEMBERS, transport);
        for (var id = 1; id <= MEMBERS; id++) {
            members.add(layout.member(id, told.more(id, layout.home(id))));
        }
        for (var member : members) {
            member.start();
        }
    }

    /// What members are told beside the usual.
    interface Told {
        /// In TOML, as the end of its file.
        ///
        /// @param id of the member
        /// @param home where its files are, and more can be put
        String more(int id, Path home) throws IOException;
    }

    /// Where a member has its files.
    Path home(long id) {
        return layout.home(id);
    }

    /// @param id from 1
    MemberProcess member(long id) {
        return members.get((int) id - 1);
    }

    List<MemberProcess> members() {
        return List.copyOf(members);
    }

    Optional<State> state(long id) throws InterruptedException {
        return http(id).state();
    }

    /// The same, once it answers.
    State awaitState(long id) throws Exception {
        return Await.until("the state of member " + id, () -> state(id));
    }

    /// A member, asked through HTTP.
    HttpMember http(long id) {
        return new HttpMember(http, member(id).clientPort());
    }

    /// Waits until one of `among` leads and the others of them agree.
    ///
    /// @return its id
    long awaitLeader(List<MemberProcess> among) throws Exception {
        return Await.until("members agree on a leader", () -> agreedLeader(among));
    }

    private Optional<Long> agreedLeader(List<MemberProcess> among) throws InterruptedException {
        var leaders = new TreeSet<Long>();
        var terms = new TreeSet<Long>();
        for (var member : among) {
            member.requireRunning();
            var state = state(member.id());
            leaders.add(state.map(State::leader).orElse(0L));
            terms.add(state.map(State::term).orElse(0L));
        }
        var isAgreed = leaders.size() == 1 && terms.size() == 1;
        var leader = leaders.first();
        var isAmong = among.stream().anyMatch(member -> member.id() == leader);
        return isAgreed && isAmong ? Optional.of(leader) : Optional.empty();
    }

    /// Writes through one member, until it acknowledges.
    void write(long id, String key, String value, long serial) throws Exception {
        Await.untilTrue(
                "member %d acknowledges %s".formatted(id, key),
                () -> tryWrite(id, key, value, serial));
    }

    /// Writes once, and says whether the write was acknowledged.
    boolean tryWrite(long id, String key, String value, long serial) throws InterruptedException {
        return http(id).write(key, value, serial);
    }

    /// Waits until every member has applied exactly `pairs`.
    void awaitEverywhere(Map<String, String> pairs) throws Exception {
        for (var member : members) {
            Await.untilTrue(
                    "member %d has %d pairs".formatted(member.id(), pairs.size()),
                    () -> state(member.id()).map(state -> state.kv().equals(pairs)).orElse(false));
        }
    }

    /// All pairs, read linearizably through one member, over gRPC.
    Map<String, String> linearizablePairs(long id) throws InterruptedException {
        var zero = ByteString.copyFrom(new byte[1]);
        var channel =
                NettyChannelBuilder.forAddress("127.0.0.1", member(id).clientPort())
                        .usePlaintext()
                        .build();
        try {
            var pairs = new TreeMap<String, String>();
            var all = RangeRequest.newBuilder().setKey(zero).setRangeEnd(zero).build();
            KVGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(CALL_SECONDS_MAX, SECONDS)
                    .range(all)
                    .getKvsList()
                    .forEach(pair ->
                            pairs.put(
                                    pair.getKey().toStringUtf8(), pair.getValue().toStringUtf8()));
            return pairs;
        } finally {
            channel.shutdownNow().awaitTermination(CALL_SECONDS_MAX, SECONDS);
        }
    }

    /// The members except one.
    List<MemberProcess> without(long id) {
        return members.stream()
                .filter(member -> member.id() != id)
                .collect(toCollection(ArrayList::new));
    }

    /// What all members have logged, and keeps their folder.
    String logs() throws IOException {
        isKept = true;
        var logs = new StringBuilder("kept in %s%n".formatted(layout.folder()));
        for (var member : members) {
            logs.append("--- member %d%n%s".formatted(member.id(), member.log()));
        }
        return logs.toString();
    }

    /// Kills what still runs.
    @Override
    public void close() throws IOException {
        members.forEach(MemberProcess::close);
        http.shutdownNow();
        http.close();
        if (!isKept) {
            try (var paths = Files.walk(layout.folder())) {
                for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
