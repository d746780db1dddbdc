package io.balsa.scenarios.chaos;

import io.balsa.scenarios.MemberProcess;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A place for a member: a network, a small disk, and the process that uses them. A member that
/// lost its disk is followed by another one, with an id and a peer port of its own.
final class Seat {
    private static final int CLIENT_PORT = 2379;
    private static final int FIRST_PEER_PORT = 2380;

    /// What a member says of a disk that is full, while it writes and when it starts.
    private static final List<String> FULL =
            List.of("no new writes until there is room", "this member takes no writes");

    private enum State {
        UP,
        ASLEEP,
        DOWN
    }

    private final int number;
    private final int founders;
    private final Path home;
    private final Networks networks;
    private final SmallDisk disk;
    private int id;
    private int peerPort = FIRST_PEER_PORT;
    private MemberProcess process;
    private State state = State.DOWN;

    /// @param number from 1, and the id of its first member
    /// @param founders how many members found the group
    Seat(int number, int founders, Path home, Networks networks) throws IOException {
        this.number = number;
        this.founders = founders;
        this.home = home;
        this.networks = networks;
        this.id = number;
        this.disk = SmallDisk.at(Files.createDirectories(home.resolve("disk")));
        this.process = newProcess();
    }

    private MemberProcess newProcess() throws IOException {
        Files.writeString(home.resolve("balsa.toml"), configuration());
        return new MemberProcess(id, CLIENT_PORT, home, networks.within(number));
    }

    private String configuration() {
        var isFounder = id <= founders;
        var text =
                """
                [node]
                node_id = %d
                listen_addr = "%s"
                data_dir = '%s'

                [http]
                listen_addr = "%s"

                [raft]
                check_contracts = true
                log_retention_entries = 500
                log_retention_bytes = 4194304
                log_segment_bytes = 1048576

                [snapshot]
                entries_max = 2000
                bytes_max = 16777216

                [cluster]
                name = "chaos"
                bootstrap = %s
                join = %s
                """
                        .formatted(
                                id,
                                peer(),
                                home.resolve("disk", "data"),
                                endpoint(),
                                id == 1,
                                !isFounder);
        return text + peers();
    }

    private String peers() {
        var peers = new StringBuilder();
        for (var founder = 1; founder <= founders; founder++) {
            if (founder != id) {
                var address = networks.address(founder) + ":" + FIRST_PEER_PORT;
                peers.append("%n[[cluster.peers]]%nnode_id = %d%n".formatted(founder));
                peers.append("addr = \"%s\"%n".formatted(address));
            }
        }
        return peers.toString();
    }

    /// Where clients reach the member.
    String endpoint() {
        return networks.address(number) + ":" + CLIENT_PORT;
    }

    /// Where other members reach it.
    String peer() {
        return networks.address(number) + ":" + peerPort;
    }

    int id() {
        return id;
    }

    void start() throws IOException {
        if (state == State.DOWN) {
            process.start();
            state = State.UP;
        }
    }

    void kill() throws InterruptedException {
        if (state != State.DOWN) {
            process.kill();
            state = State.DOWN;
        }
    }

    void pause() throws IOException, InterruptedException {
        if (state == State.UP) {
            process.pause();
            state = State.ASLEEP;
        }
    }

    void resume() throws IOException, InterruptedException {
        if (state == State.ASLEEP) {
            process.resume();
            state = State.UP;
        }
    }

    /// Leaves no room, again and again if need be: a member may delete what it needs no longer.
    ///
    /// @return how much had been logged before
    int fillDisk() throws IOException {
        var before = process.log().length();
        disk.fill();
        return before;
    }

    /// Has the member met its full disk since so much was logged?
    boolean hasMetFullDisk(int logged) throws IOException {
        var since = process.log().substring(logged);
        return FULL.stream().anyMatch(since::contains);
    }

    boolean isUp() {
        return state == State.UP;
    }

    void freeDisk() throws IOException {
        disk.free();
    }

    /// The member loses all it had, and is replaced by one that never was a member.
    ///
    /// @param newId was never used before
    void replace(int newId) throws IOException, InterruptedException {
        kill();
        disk.wipe();
        id = newId;
        peerPort++;
        process = newProcess();
    }

    /// @throws AssertionError if the member has ended by itself
    void requireRunning() {
        if (state != State.DOWN) {
            process.requireRunning();
        }
    }

    /// Leaves nothing behind but the log.
    void close() throws IOException {
        process.close();
        disk.close();
    }
}
