package io.balsa.scenarios.chaos;

import io.balsa.client.BalsaClient;
import io.balsa.client.CallFailure;
import io.balsa.client.ClientOptions;
import io.balsa.client.Endpoint;
import io.balsa.scenarios.MemberProcess;
import io.balsa.wire.v1.MemberStatus;
import io.balsa.wire.v1.Role;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Members that anything can be done to, each in a network and on a small disk of its own.
final class Arena implements AutoCloseable {
    private static final int CLIENT_PORT = 2379;
    private static final int PEER_PORT = 2380;
    private static final Duration STATUS_PATIENCE = Duration.ofSeconds(2);
    private static final Duration ATTEMPT = Duration.ofSeconds(1);

    private final Path folder;
    private final Networks networks;
    private final TreeMap<Integer, MemberProcess> members = new TreeMap<>();
    private final TreeMap<Integer, SmallDisk> disks = new TreeMap<>();
    private final TreeMap<Integer, BalsaClient> single = new TreeMap<>();
    private final BalsaClient everywhere;
    private final SortedSet<Integer> down = new TreeSet<>();
    private final SortedSet<Integer> asleep = new TreeSet<>();

    private Arena(Path folder, Networks networks, int size) {
        this.folder = folder;
        this.networks = networks;
        var endpoints = new ArrayList<String>();
        for (var member = 1; member <= size; member++) {
            endpoints.add(endpoint(member));
            single.put(member, client(endpoint(member)));
        }
        everywhere = client(endpoints.toArray(String[]::new));
    }

    private static BalsaClient client(String... endpoints) {
        return BalsaClient.of(ClientOptions.of(endpoints).withAttempt(ATTEMPT));
    }

    /// Starts members that found a group, all of them voters.
    static Arena of(int size) throws IOException {
        var folder = Files.createTempDirectory("balsa-chaos-");
        var arena = new Arena(folder, Networks.of(size), size);
        try {
            for (var member = 1; member <= size; member++) {
                arena.create(member, size);
            }
        } catch (IOException | RuntimeException failure) {
            arena.close();
            throw failure;
        }
        return arena;
    }

    private void create(int member, int size) throws IOException {
        var home = Files.createDirectories(folder.resolve("member-" + member));
        disks.put(member, SmallDisk.at(Files.createDirectory(home.resolve("disk"))));
        Files.writeString(home.resolve("balsa.toml"), configuration(member, size, home));
        var process = new MemberProcess(member, CLIENT_PORT, home, networks.within(member));
        members.put(member, process);
        process.start();
    }

    private String configuration(int member, int size, Path home) {
        var text =
                """
                [node]
                node_id = %d
                listen_addr = "%s"
                data_dir = '%s'

                [http]
                listen_addr = "%s"

                [cluster]
                name = "chaos"
                bootstrap = %s

                [raft]
                log_retention_entries = 500

                [snapshot]
                entries_max = 2000
                """
                        .formatted(
                                member,
                                peer(member),
                                home.resolve("disk", "data"),
                                endpoint(member),
                                member == 1);
        var peers = new StringBuilder();
        for (var other = 1; other <= size; other++) {
            if (other != member) {
                peers.append("%n[[cluster.peers]]%nnode_id = %d%n".formatted(other));
                peers.append("addr = \"%s\"%n".formatted(peer(other)));
            }
        }
        return text + peers;
    }

    private String peer(int member) {
        return networks.address(member) + ":" + PEER_PORT;
    }

    private String endpoint(int member) {
        return networks.address(member) + ":" + CLIENT_PORT;
    }

    SortedSet<Integer> members() {
        return new TreeSet<>(members.keySet());
    }

    /// A client that goes to any member.
    BalsaClient everywhere() {
        return everywhere;
    }

    /// A client for one member alone.
    BalsaClient only(int member) {
        return Optional.ofNullable(single.get(member)).orElseThrow();
    }

    /// Who leads in the latest term that anybody answers with.
    Optional<Integer> leader() {
        return members.keySet().stream()
                .flatMap(member -> status(member).stream())
                .filter(status -> status.getRole() == Role.ROLE_LEADER)
                .max(Comparator.comparingLong(MemberStatus::getTerm))
                .map(status -> (int) status.getSelf().getId());
    }

    /// What a member says of itself, if it answers.
    Optional<MemberStatus> status(int member) {
        try {
            var endpoint = Endpoint.parse(endpoint(member));
            return Optional.of(only(member).admin().within(STATUS_PATIENCE).status(endpoint));
        } catch (CallFailure _) {
            return Optional.empty();
        }
    }

    void kill(int member) throws InterruptedException {
        if (down.add(member)) {
            asleep.remove(member);
            process(member).kill();
        }
    }

    void start(int member) throws IOException {
        if (down.remove(member)) {
            process(member).start();
        }
    }

    void pause(int member) throws IOException, InterruptedException {
        if (!down.contains(member) && asleep.add(member)) {
            process(member).pause();
        }
    }

    void fillDisk(int member) throws IOException {
        disk(member).fill();
    }

    void cut(int from, int to) throws IOException {
        networks.cut(from, to);
    }

    /// Everything works again, and everybody runs.
    void restore() throws IOException, InterruptedException {
        networks.mend();
        for (var disk : disks.values()) {
            disk.free();
        }
        for (var member : asleep) {
            process(member).resume();
        }
        asleep.clear();
        for (var member : new TreeSet<>(down)) {
            start(member);
        }
    }

    /// Can everybody serve a linearizable read?
    ///
    /// @throws AssertionError if somebody has ended by itself
    boolean serves() {
        requireAllRunning();
        return members.keySet().stream()
                .allMatch(member -> status(member).map(MemberStatus::getReady).orElse(false));
    }

    /// Nobody may end by itself, whatever happens to it.
    ///
    /// @throws AssertionError if somebody has
    void requireAllRunning() {
        for (var member : members.values()) {
            if (!down.contains(member.id())) {
                member.requireRunning();
            }
        }
    }

    /// What a member has logged, in all its lives.
    String log(int member) throws IOException {
        return process(member).log();
    }

    private MemberProcess process(int member) {
        return Optional.ofNullable(members.get(member)).orElseThrow();
    }

    private SmallDisk disk(int member) {
        return Optional.ofNullable(disks.get(member)).orElseThrow();
    }

    /// Leaves nothing behind but the logs.
    @Override
    public void close() throws IOException {
        everywhere.close();
        single.values().forEach(BalsaClient::close);
        members.values().forEach(MemberProcess::close);
        for (var disk : disks.values()) {
            disk.close();
        }
        networks.close();
    }

    /// Where the logs are.
    Path folder() {
        return folder;
    }
}
