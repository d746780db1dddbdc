package io.balsa.scenarios.chaos;

import io.balsa.client.Admin;
import io.balsa.client.BalsaClient;
import io.balsa.client.CallFailure;
import io.balsa.client.ClientOptions;
import io.balsa.client.Endpoint;
import io.balsa.scenarios.Await;
import io.balsa.wire.v1.AddLearnerRequest;
import io.balsa.wire.v1.Member;
import io.balsa.wire.v1.MemberAddress;
import io.balsa.wire.v1.MemberStatus;
import io.balsa.wire.v1.RemoveRequest;
import io.balsa.wire.v1.Role;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Members that anything can be done to, each in a [Seat] of its own, which is what numbers stand
/// for here.
final class Arena implements AutoCloseable {
    /// Elections take seconds; to start five processes on a busy machine takes minutes.
    static final Duration RECOVERY = Duration.ofMinutes(4);

    private static final Duration STATUS_PATIENCE = Duration.ofSeconds(2);
    private static final Duration CHANGE_PATIENCE = Duration.ofSeconds(5);
    private static final Duration ATTEMPT = Duration.ofSeconds(1);

    private final Path folder;
    private final Networks networks;
    private final TreeMap<Integer, Seat> seats = new TreeMap<>();
    private final TreeMap<Integer, BalsaClient> single = new TreeMap<>();

    /// The ids of members that lost their disks, by seat.
    private final TreeMap<Integer, Integer> lost = new TreeMap<>();

    private Optional<BalsaClient> everywhere = Optional.empty();
    private int lastId;

    private Arena(Path folder, Networks networks) {
        this.folder = folder;
        this.networks = networks;
    }

    /// Starts members that found a group, all of them voters.
    static Arena of(int size) throws IOException {
        var folder = Files.createTempDirectory("balsa-chaos-");
        var arena = new Arena(folder, Networks.of(size));
        try {
            arena.fill(size);
        } catch (IOException | RuntimeException failure) {
            arena.close();
            throw failure;
        }
        return arena;
    }

    private void fill(int size) throws IOException {
        for (var number = 1; number <= size; number++) {
            var home = folder.resolve("member-" + number);
            seats.put(number, new Seat(number, size, home, networks));
        }
        lastId = size;
        for (var seat : seats.values()) {
            seat.start();
        }
        seats.forEach((number, seat) -> single.put(number, client(Stream.of(seat))));
        everywhere = Optional.of(client(seats.values().stream()));
    }

    private static BalsaClient client(Stream<Seat> seats) {
        var endpoints = seats.map(Seat::endpoint).toArray(String[]::new);
        return BalsaClient.of(ClientOptions.of(endpoints).withAttempt(ATTEMPT));
    }

    SortedSet<Integer> members() {
        return new TreeSet<>(seats.keySet());
    }

    /// A client that goes to any member.
    BalsaClient everywhere() {
        return everywhere.orElseThrow();
    }

    /// Changes the group, each call in a few seconds or not at all.
    Admin admin() {
        return everywhere().admin().within(CHANGE_PATIENCE);
    }

    /// A client for one member alone.
    BalsaClient only(int member) {
        return existing(single, member);
    }

    /// Who leads in the latest term that anybody answers with.
    Optional<Integer> leader() {
        return seats.keySet().stream()
                .filter(member ->
                        status(member)
                                .filter(status -> status.getRole() == Role.ROLE_LEADER)
                                .isPresent())
                .max(
                        Comparator.comparingLong(
                                member -> status(member).map(MemberStatus::getTerm).orElse(0L)));
    }

    /// What a member says of itself, if it answers.
    Optional<MemberStatus> status(int member) {
        try {
            var endpoint = Endpoint.parse(seat(member).endpoint());
            return Optional.of(only(member).admin().within(STATUS_PATIENCE).status(endpoint));
        } catch (CallFailure _) {
            return Optional.empty();
        }
    }

    Seat seat(int member) {
        return existing(seats, member);
    }

    Networks networks() {
        return networks;
    }

    /// A member loses all that it had, and is down until [#recover()] replaces it.
    void loseDisk(int member) throws IOException, InterruptedException {
        var seat = seat(member);
        if (lost.putIfAbsent(member, seat.id()) == null) {
            seat.replace(++lastId);
        }
    }

    /// Would a majority be left without any one of those who vote, and all that it has?
    boolean canLoseADisk() {
        var membership = leader().flatMap(this::status).map(MemberStatus::getMembership);
        var voters =
                membership
                        .map(now -> now.getMembersList().stream().filter(Member::getVoter).count())
                        .orElse(0L);
        var isSettled = membership.map(now -> !now.getJoint()).orElse(false);
        return isSettled && voters > 2 && lost.isEmpty();
    }

    /// Starts a member, if it is down and has its disk.
    void start(int member) throws IOException {
        if (!lost.containsKey(member)) {
            seat(member).start();
        }
    }

    /// Everything works again, and everybody runs but those who must be replaced first.
    void restore() throws IOException, InterruptedException {
        networks.mend();
        for (var seat : seats.values()) {
            seat.freeDisk();
            seat.resume();
        }
        for (var member : members()) {
            start(member);
        }
    }

    /// Returns once everybody serves. Those who lost their disks leave the group, and others join
    /// it in their place.
    ///
    /// @throws AssertionError if that takes for ever, or somebody has ended by itself
    void recover() throws Exception {
        for (var old : Map.copyOf(lost).entrySet()) {
            var seat = seat(old.getKey());
            var request = RemoveRequest.newBuilder().addMembers(old.getValue()).build();
            insist("member %d leaves".formatted(old.getValue()), () -> admin().remove(request));
            lost.remove(old.getKey());
            seat.start();
            var address = MemberAddress.newBuilder().setId(seat.id()).setPeerAddress(seat.peer());
            var learner =
                    AddLearnerRequest.newBuilder().setMember(address).setAutoPromote(true).build();
            insist("member %d joins".formatted(seat.id()), () -> admin().addLearner(learner));
        }
        Await.untilTrue("everybody serves", RECOVERY, this::serves);
    }

    private void insist(String what, Runnable change) throws Exception {
        Await.untilTrue(
                what,
                RECOVERY,
                () -> {
                    requireAllRunning();
                    try {
                        change.run();
                        return true;
                    } catch (CallFailure _) {
                        return false;
                    }
                });
    }

    /// Can everybody serve a linearizable read?
    private boolean serves() {
        requireAllRunning();
        return seats.keySet().stream()
                .allMatch(member -> status(member).map(MemberStatus::getReady).orElse(false));
    }

    /// Nobody may end by itself, whatever happens to it.
    ///
    /// @throws AssertionError if somebody has
    void requireAllRunning() {
        seats.values().forEach(Seat::requireRunning);
    }

    /// Where the logs are.
    Path folder() {
        return folder;
    }

    private static <T> T existing(Map<Integer, T> things, int number) {
        return Optional.ofNullable(things.get(number)).orElseThrow();
    }

    /// Leaves nothing behind but the logs.
    @Override
    public void close() throws IOException {
        everywhere.ifPresent(BalsaClient::close);
        single.values().forEach(BalsaClient::close);
        for (var seat : seats.values()) {
            seat.close();
        }
        networks.close();
    }
}
