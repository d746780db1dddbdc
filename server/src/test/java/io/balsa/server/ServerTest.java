package io.balsa.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Role;
import io.balsa.raft.testkit.contract.FreePorts;
import io.balsa.server.config.Address;
import io.balsa.server.config.ConfigReader;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

class ServerTest {
    @RegisterExtension final Members members = new Members();

    @Test
    void leadsAClusterOfItsOwnAndSaysWhichPortsItGot() throws Exception {
        var server = members.alone();

        assertThat(server.clientAddress().port()).isPositive();
        assertThat(server.peerAddress().port()).isPositive();
        assertThat(server.state().role()).isEqualTo(new Role.Leader());
    }

    @Test
    void endsWhenItIsClosedAndGivesBackItsPortsAndItsFolder() throws Exception {
        var folder = members.folder();
        var server = members.start(Members.settings(folder));
        server.close();

        assertThat(server.termination()).succeedsWithin(60, TimeUnit.SECONDS);
        assertThatThrownBy(() -> connect(server.clientAddress())).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> connect(server.peerAddress())).isInstanceOf(IOException.class);
        var again = members.start(Members.settings(folder));
        Members.awaitLeader(again);
        assertThat(again.state().term()).isGreaterThan(1);
    }

    @Test
    void waitsForOthersUnlessItIsToldToFoundACluster() throws Exception {
        var settings = new HashMap<>(Members.settings(members.folder()));
        settings.put("cluster.bootstrap", "false");

        var server = members.start(settings);

        assertThat(server.state().membership().voters()).isEmpty();
        assertThat(server.state().leader()).isNull();
    }

    @Test
    void saysWhichPortIsInUseAndWhichKeyChangesIt() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var address = "127.0.0.1:" + taken.getLocalPort();
            for (var key : new String[] {"node.listen_addr", "http.listen_addr"}) {
                var settings = new HashMap<>(Members.settings(members.folder()));
                settings.put(key, address);

                assertThatThrownBy(() -> members.start(settings))
                        .isInstanceOf(StartException.class)
                        .hasMessageContaining(address + ": Address already in use;")
                        .hasMessageContaining(key)
                        .message()
                        .doesNotContain("\n");
            }
        }
    }

    @Test
    void leavesNothingBehindWhenItCannotStart() throws Exception {
        var folder = members.folder();
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var settings = new HashMap<>(Members.settings(folder));
            settings.put("http.listen_addr", "127.0.0.1:" + taken.getLocalPort());
            assertThatThrownBy(() -> members.start(settings)).isInstanceOf(StartException.class);
        }

        Members.awaitLeader(members.start(Members.settings(folder)));
    }

    @Test
    void saysWhichAddressIsNotThisMachines() throws Exception {
        for (var nowhere : new String[] {"192.0.2.1:0", "no-such-host.invalid:0"}) {
            for (var key : new String[] {"node.listen_addr", "http.listen_addr"}) {
                var settings = new HashMap<>(Members.settings(members.folder()));
                settings.put(key, nowhere);

                assertThatThrownBy(() -> members.start(settings))
                        .isInstanceOf(StartException.class)
                        .hasMessageContaining(nowhere)
                        .hasMessageContaining(key);
            }
        }
    }

    @Test
    void refusesTheFolderOfAnotherMemberOrCluster() throws Exception {
        var folder = members.folder();
        members.start(Members.settings(folder)).close();

        refuses(folder.toString(), Map.of("node.node_id", "2"), "belongs to");
        refuses(folder.toString(), Map.of("cluster.name", "other"), "belongs to cluster");
    }

    @Test
    void refusesAFolderThatIsInUse() throws Exception {
        var folder = members.folder();
        members.start(Members.settings(folder));

        refuses(folder.toString(), Map.of(), "is in use");
    }

    @Test
    void refusesAFolderOfAnotherFormat() throws Exception {
        var folder = members.folder();
        members.start(Members.settings(folder)).close();
        var format = folder.resolve("FORMAT");
        Files.writeString(format, Files.readString(format).replace("version = 1", "version = 9"));

        refuses(folder.toString(), Map.of(), "version 9");
    }

    @Test
    void refusesAFolderThatCannotBeWritten() throws Exception {
        var file = Files.createFile(members.folder().resolve("file"));

        refuses(file.resolve("data").toString(), Map.of(), "cannot use the data directory");
        refuses(file.toString(), Map.of(), "cannot use the data directory");
        refuses("/proc/balsa", Map.of(), "cannot use the data directory /proc/balsa");
    }

    @Test
    void tellsAllThatIsMissingBeforeItStarts() throws Exception {
        var file = Files.createFile(members.folder().resolve("file"));
        try (var peers = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var clients = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var settings = new HashMap<>(Members.settings(file));
            settings.put("node.listen_addr", "127.0.0.1:" + peers.getLocalPort());
            settings.put("http.listen_addr", "127.0.0.1:" + clients.getLocalPort());

            assertThatThrownBy(() -> members.start(settings))
                    .isInstanceOf(StartException.class)
                    .message()
                    .satisfies(message -> assertThat(message.lines()).hasSize(3))
                    .contains(
                            "cannot use the data directory " + file,
                            "cannot listen for other members at 127.0.0.1:" + peers.getLocalPort(),
                            "cannot listen for clients at 127.0.0.1:" + clients.getLocalPort());
        }
    }

    @Test
    void startsWithoutHttp() throws Exception {
        var server = members.alone(Map.of("http.enabled", "false", "http.port", "0"));

        assertThat(server.clientAddress().port()).isPositive();
    }

    @Test
    void comesBackAlthoughItsConfigurationListsOtherMembersByNow() throws Exception {
        var settings = new HashMap<>(Members.settings(members.folder()));
        var port = "127.0.0.1:" + FreePorts.one();
        settings.put("node.listen_addr", port);
        var first = members.start(settings);
        Members.awaitLeader(first);
        first.close();

        settings.put("cluster.peers", "2=127.0.0.1:1,3=127.0.0.1:2");
        var again = members.start(settings);

        Members.awaitLeader(again);
        assertThat(again.state().membership().members()).containsExactly(MemberId.of(1));
    }

    @Test
    void handsLeadershipOverBeforeItEnds() throws Exception {
        var servers = members.threeThatAreSlowToGiveUp();
        var leader =
                servers.stream()
                        .filter(server -> server.state().role() instanceof Role.Leader)
                        .findFirst()
                        .orElseThrow();
        var term = leader.state().term();
        leader.close();

        var others = servers.stream().filter(server -> server != leader).toList();
        Members.await(() -> others.stream().anyMatch(ServerTest::leads));
        assertThat(others).allMatch(server -> server.state().term() <= term + 1);
    }

    private static boolean leads(Server server) {
        return server.state().role() instanceof Role.Leader;
    }

    @Test
    void derivesTheSameClusterIdFromEveryMembersPointOfView() throws Exception {
        var ids = new HashMap<MemberId, Long>();
        for (var settings : members.settingsOfThree()) {
            var config = ConfigReader.withoutFile(settings);
            ids.put(config.node().id(), ClusterId.of(config));
        }

        assertThat(ids).hasSize(3);
        assertThat(ids.values()).containsOnly(ids.get(MemberId.of(1)));
    }

    @Test
    void derivesTheSameClusterIdForAMemberThatJoinsLater() throws Exception {
        var settings = members.settingsOfThree();
        var first = settings.getFirst();
        var list = "1=%s,%s".formatted(first.get("node.listen_addr"), first.get("cluster.peers"));
        var joining = Map.of("node.node_id", "4", "cluster.join", "true", "cluster.peers", list);

        var id = ClusterId.of(ConfigReader.withoutFile(first));
        assertThat(ClusterId.of(ConfigReader.withoutFile(joining))).isEqualTo(id);
        var other = Map.of("node.node_id", "4", "cluster.peers", list);
        assertThat(ClusterId.of(ConfigReader.withoutFile(other))).isNotEqualTo(id);
    }

    private void refuses(String folder, Map<String, String> more, String why) throws Exception {
        var settings = new HashMap<>(Members.settings(members.folder()));
        settings.put("node.data_dir", folder);
        settings.putAll(more);

        assertThatThrownBy(() -> members.start(settings))
                .isInstanceOf(StartException.class)
                .hasMessageContaining(why)
                .message()
                .doesNotContain("\n");
    }

    private static void connect(Address address) throws IOException {
        new Socket(address.host(), address.port()).close();
    }
}
