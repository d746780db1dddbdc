package io.balsa.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Timing;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

class ConfigReaderTest {
    private static final String THREE_MEMBERS =
            """
            [node]
            node_id = 2
            listen_addr = "10.0.0.2:2380"
            data_dir = "/var/lib/balsa"

            [http]
            listen_addr = "0.0.0.0:2379"

            [raft]
            heartbeat_interval_ms = 50
            election_timeout_ms = 500

            [cluster]
            name = "blue"
            bootstrap = true
            expected_voters = 3

            [[cluster.peers]]
            node_id = 1
            addr = "10.0.0.1:2380"
            client_addr = "10.0.0.1:2379"

            [[cluster.peers]]
            node_id = 3
            addr = "10.0.0.3:2380"

            [limits]
            request_bytes_max = 1000
            value_bytes_max = 500
            """;

    @Test
    void readsAWholeConfiguration() throws Exception {
        var config = parse(THREE_MEMBERS);

        assertThat(config.node())
                .isEqualTo(
                        new ServerConfig.Node(
                                MemberId.of(2),
                                new Address("10.0.0.2", 2380),
                                new Address("10.0.0.2", 2380),
                                Path.of("/var/lib/balsa")));
        assertThat(config.http().listen()).hasToString("0.0.0.0:2379");
        assertThat(config.timing()).isEqualTo(new Timing(50_000_000, 500_000_000, 1_000_000_000));
        assertThat(config.cluster().name()).isEqualTo("blue");
        assertThat(config.cluster().bootstrap()).isTrue();
        assertThat(config.cluster().peers())
                .containsExactly(
                        new ServerConfig.Peer(
                                MemberId.of(1),
                                new Address("10.0.0.1", 2380),
                                new Address("10.0.0.1", 2379)),
                        new ServerConfig.Peer(MemberId.of(3), new Address("10.0.0.3", 2380), null));
        assertThat(config.limits().requests().requestBytesMax()).isEqualTo(1000);
        assertThat(config.limits().requests().keyBytesMax()).isEqualTo(1000);
        assertThat(config.limits().requests().valueBytesMax()).isEqualTo(500);
    }

    @Test
    void hasADefaultForEverything() throws Exception {
        var config = parse("");

        assertThat(config.node().listen()).hasToString("127.0.0.1:2380");
        assertThat(config.node().dataDirectory()).isEqualTo(Path.of("./data/node_1"));
        assertThat(config.http().listen()).hasToString("127.0.0.1:2379");
        assertThat(config.cluster().bootstrap()).isFalse();
        assertThat(config).isEqualTo(ConfigReader.withoutFile(Map.of()));
    }

    @Test
    void readsTheExampleFromWhichEverybodyStarts() throws Exception {
        var config = ConfigReader.read(Path.of("../config.toml.example"), Overrides.none());

        var alone = ConfigReader.withoutFile(Map.of("cluster.bootstrap", "true"));
        assertThat(config.config()).isEqualTo(alone);
    }

    @Test
    void letsSettingsBesideTheFileWin() throws Exception {
        var config =
                ConfigReader.parse(
                        "config.toml",
                        THREE_MEMBERS,
                        Map.of(
                                "node.node_id",
                                "4",
                                "node.data_dir",
                                "5",
                                "cluster.bootstrap",
                                "false",
                                "cluster.expected_voters",
                                "2",
                                "cluster.peers",
                                "7=10.0.0.7:2380"));

        assertThat(config.node().id()).isEqualTo(MemberId.of(4));
        assertThat(config.node().dataDirectory()).isEqualTo(Path.of("5"));
        assertThat(config.cluster().bootstrap()).isFalse();
        assertThat(config.cluster().peers()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    node.node_id = 0 | node_id must be greater than 0
                    node.listen_addr = "" | listen_addr cannot be empty
                    node.data_dir = "" | data_dir cannot be empty
                    http.port = 0 | HTTP port cannot be 0 when HTTP is enabled
                    http.port = 70000 | http.port must be at most 65535, not 70000
                    raft.heartbeat_interval_ms = 1000 | heartbeat_interval_ms must be less than
                    raft.election_timeout_ms = 100 | heartbeat_interval_ms must be less than
                    raft.election_timeout_ms = -1 | election_timeout_ms must be greater than 0
                    cluster.expected_voters = 0 | cluster.expected_voters must be greater than 0
                    cluster.expected_voters = 3 | cluster.expected_voters mismatch: expected=3
                    limits.request_bytes_max = 0 | request_bytes_max must be greater than 0
                    node.node_id = "1" | node.node_id must be a whole number, not "1"
                    node.node_id = 1.5 | node.node_id must be a whole number, not 1.5
                    node.data_dir = 1 | node.data_dir must be text in quotes, not 1
                    cluster.bootstrap = 1 | cluster.bootstrap must be true or false, not 1
                    cluster.peers = [1] | cluster.peers is written as tables
                    node.listen_addr = "2380" | "2380" is no address
                    node.listen_addr = "::1:2380" | "::1:2380" is no address
                    node.listen_addr = "h:65536" | "h:65536" is no address
                    node.nodeid = 1 | unknown key node.nodeid; did you mean node.node_id?
                    raft.heartbeat_ms = 1 | unknown key raft.heartbeat_ms
                    turbo = true | unknown key turbo
                    """)
    void saysWhatIsWrongAndWhere(String line, String message) {
        assertThatThrownBy(() -> parse("# A comment first.\n" + line))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("config.toml:2: " + message);
    }

    @Test
    void endsItsLongMessagesWithWhatWouldBeRight() {
        assertThatThrownBy(() -> parse("raft.election_timeout_ms = 100"))
                .hasMessageEndingWith(
                        ": heartbeat_interval_ms must be less than election_timeout_ms");
        assertThatThrownBy(() -> parse("cluster.expected_voters = 3"))
                .hasMessageEndingWith(
                        ": cluster.expected_voters mismatch: expected=3, actual=1 (self + peers)");
        assertThatThrownBy(() -> parse("node.listen_addr = \"2380\""))
                .hasMessageEndingWith(": write host:port, as in 127.0.0.1:2379 or [::1]:2379");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    0 | 127.0.0.1:1    | cluster.peers.node_id must be greater than 0
                    2 | ''             | cluster.peers.addr cannot be empty
                    1 | 127.0.0.1:1    | cluster.peers must not include current node_id
                    2 | 127.0.0.1:2380 | cluster.peers must not reuse current node listen_addr
                    9 | 127.0.0.1:1    | cluster.peers contains duplicate node_id: 9
                    2 | 127.0.0.1:9    | cluster.peers contains duplicate addr: 127.0.0.1:9
                    """)
    void saysWhichPeerIsWrong(long id, String address, String message) {
        var text =
                """
                [[cluster.peers]]
                node_id = 9
                addr = "127.0.0.1:9"
                [[cluster.peers]]
                node_id = %d
                addr = "%s"
                """
                        .formatted(id, address);

        var failure = catchThrowableOfType(ConfigException.class, () -> parse(text));

        assertThat(failure.problems()).hasSize(1);
        assertThat(failure.problems().getFirst().message()).isEqualTo(message);
        assertThat(failure.problems().getFirst().place()).matches("config.toml:[456]");
    }

    @Test
    void missesWhatAPeerMustHave() {
        assertThatThrownBy(() -> parse("[[cluster.peers]]\nclient_addr = \"h:1\""))
                .hasMessage(
                        """
                        config.toml:1: cluster.peers.node_id must be greater than 0
                        config.toml:1: cluster.peers.addr cannot be empty\
                        """
                                .indent(0)
                                .strip());
    }

    @Test
    void reportsEveryMistakeAtOnce() {
        var text =
                """
                [node]
                node_id = 0
                listen_adr = "x"
                [raft]
                heartbeat_interval_ms = "fast"
                """;

        var failure =
                catchThrowableOfType(
                        ConfigException.class,
                        () -> ConfigReader.parse("c", text, Map.of("http.port", "zero")));

        assertThat(failure.problems())
                .extracting(ConfigProblem::toString)
                .containsExactlyInAnyOrder(
                        "c:2: node_id must be greater than 0",
                        "c:3: unknown key node.listen_adr; did you mean node.listen_addr?",
                        "c:5: raft.heartbeat_interval_ms must be a whole number, not \"fast\"",
                        "http.port, set beside the file: http.port must be a whole number, not"
                                + " \"zero\"");
    }

    @Test
    void takesTheHttpPortFromOnePlaceOnly() throws Exception {
        assertThat(parse("http.port = 8080").http().listen()).hasToString("127.0.0.1:8080");
        assertThat(parse("http.listen_addr = \"127.0.0.1:0\"").http().listen().port()).isZero();
        assertThatThrownBy(() -> parse("http.port = 1\nhttp.listen_addr = \"h:2\""))
                .hasMessage(
                        "config.toml:1: http.port is 1, but http.listen_addr is h:2: give one of"
                                + " them");
    }

    @Test
    void wantsToKnowWhereTheOthersReachThisMember() {
        var peers = "[[cluster.peers]]\nnode_id = 2\naddr = \"10.0.0.2:2380\"\n";
        for (var nowhere : new String[] {"0.0.0.0:2380", "[::]:2380", "10.0.0.1:0"}) {
            assertThatThrownBy(
                            () -> parse("node.listen_addr = \"%s\"\n%s".formatted(nowhere, peers)))
                    .hasMessageContaining("node.advertise_addr must say");
        }
    }

    @Test
    void saysWhereAFileIsNoToml() {
        assertThatThrownBy(() -> parse("[node]\nnode_id = = 1"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("config.toml:2: no TOML: ");
        assertThatThrownBy(() -> parse("a = 1\na = 2"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("config.toml:");
    }

    @Test
    void saysWhichFileItCannotRead(@TempDir Path folder) {
        var missing = folder.resolve("none.toml");
        assertThatThrownBy(() -> ConfigReader.read(missing, Overrides.none()))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(missing + ": cannot be read");
    }

    @Test
    void saysThatAFileIsNoText(@TempDir Path folder) throws Exception {
        var file = Files.write(folder.resolve("balsa.toml"), new byte[] {(byte) 0xFF, 0});

        assertThatThrownBy(() -> ConfigReader.read(file, Overrides.none()))
                .hasMessageStartingWith(file + ": is no text in UTF-8");
    }

    @Test
    void refusesAListOfPeersThatIsNone() {
        assertThatThrownBy(() -> ConfigReader.withoutFile(Map.of("cluster.peers", "2:h:1")))
                .hasMessageContaining("\"2:h:1\" is no peer: write id=host:port");
    }

    private static ServerConfig parse(String text) throws ConfigException {
        return ConfigReader.parse("config.toml", text, Map.of());
    }
}
