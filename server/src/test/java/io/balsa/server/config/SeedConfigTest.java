package io.balsa.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;

import java.util.Map;

/// What the OpenRaft + SurrealKV store checks of a configuration, case by case.
class SeedConfigTest {
    private static final String TWO_PEERS =
            """
            [[cluster.peers]]
            node_id = 2
            addr = "127.0.0.1:50052"
            [[cluster.peers]]
            node_id = 3
            addr = "127.0.0.1:50053"
            """;
    private static final String ONE_PEER =
            """
            [[cluster.peers]]
            node_id = 2
            addr = "127.0.0.1:50052"
            """;

    /// The defaults of that store, as its own file has them.
    private static final String THEIR_FILE =
            """
            [node]
            node_id = 1
            listen_addr = "127.0.0.1:50051"
            data_dir = "./data/node_1"
            [http]
            enabled = true
            port = 8080
            [raft]
            heartbeat_interval_ms = 500
            election_timeout_ms = 3000
            max_payload_entries = 300
            [cluster]
            bootstrap = false
            [snapshot]
            checkpoint_interval_secs = 3600
            max_delta_chain = 5
            max_delta_bytes_mb = 300
            [storage]
            enable_compression = true
            flush_interval_ms = 1000
            [logging]
            level = "info"
            format = "text"
            [metrics]
            enabled = true
            """;

    @Test
    void theDefaultsAreValid() throws Exception {
        assertThat(parse("").node().id().value()).isEqualTo(1);
    }

    @Test
    void theirFileIsValid() throws Exception {
        var config = parse(THEIR_FILE);

        assertThat(config.http().listen()).hasToString("127.0.0.1:8080");
        assertThat(config.raft().limits().messageEntriesMax()).isEqualTo(300);
        assertThat(config.snapshots().policy().periodNanos()).isEqualTo(3_600_000_000_000L);
    }

    @Test
    void aNodeIdOfZeroIsRefused() {
        assertThat(problem("node.node_id = 0")).isEqualTo("node_id must be greater than 0");
    }

    @Test
    void anEmptyListenAddressIsRefused() {
        assertThat(problem("node.listen_addr = \"\"")).isEqualTo("listen_addr cannot be empty");
    }

    @Test
    void aHeartbeatLongerThanTheElectionTimeoutIsRefused() {
        assertThat(
                        problem(
                                "raft.heartbeat_interval_ms = 5000\n"
                                        + "raft.election_timeout_ms = 3000"))
                .isEqualTo("heartbeat_interval_ms must be less than election_timeout_ms");
    }

    @Test
    void aPortOfZeroIsRefusedOnlyWhileHttpIsOn() throws Exception {
        assertThat(problem("http.port = 0"))
                .isEqualTo("HTTP port cannot be 0 when HTTP is enabled");
        assertThat(parse("http.port = 0\nhttp.enabled = false").http().enabled()).isFalse();
    }

    @Test
    void aPeerIdOfZeroIsRefused() {
        assertThat(problem(ONE_PEER.replace("node_id = 2", "node_id = 0")))
                .isEqualTo("cluster.peers.node_id must be greater than 0");
    }

    @Test
    void anEmptyPeerAddressIsRefused() {
        assertThat(problem(ONE_PEER.replace("127.0.0.1:50052", " ")))
                .isEqualTo("cluster.peers.addr cannot be empty");
    }

    @Test
    void aPeerWithTheOwnIdIsRefused() {
        assertThat(problem(ONE_PEER.replace("node_id = 2", "node_id = 1")))
                .isEqualTo("cluster.peers must not include current node_id");
    }

    @Test
    void aPeerWithTheOwnAddressIsRefused() {
        assertThat(problem("node.listen_addr = \"127.0.0.1:50052\"\n" + ONE_PEER))
                .isEqualTo("cluster.peers must not reuse current node listen_addr");
    }

    @Test
    void twoPeersWithOneIdAreRefused() {
        assertThat(problem(TWO_PEERS.replace("node_id = 3", "node_id = 2")))
                .isEqualTo("cluster.peers contains duplicate node_id: 2");
    }

    @Test
    void twoPeersWithOneAddressAreRefused() {
        assertThat(problem(TWO_PEERS.replace("50053", "50052")))
                .isEqualTo("cluster.peers contains duplicate addr: 127.0.0.1:50052");
    }

    @Test
    void theFirstMembersAreThePeersAndTheMemberItself() throws Exception {
        var config = parse("cluster.bootstrap = true\n" + TWO_PEERS);

        assertThat(config.cluster().peers())
                .extracting(peer -> peer.id() + "=" + peer.address())
                .containsExactly("2=127.0.0.1:50052", "3=127.0.0.1:50053");
        assertThat(config.node().id().value()).isEqualTo(1);
        assertThat(config.node().advertised()).hasToString("127.0.0.1:2380");
    }

    @Test
    void asManyVotersAsExpectedAreValid() throws Exception {
        assertThat(parse("cluster.expected_voters = 3\n" + TWO_PEERS).cluster().peers()).hasSize(2);
    }

    @Test
    void fewerVotersThanExpectedAreRefused() {
        assertThat(problem("cluster.bootstrap = true\ncluster.expected_voters = 3\n" + ONE_PEER))
                .isEqualTo("cluster.expected_voters mismatch: expected=3, actual=2 (self + peers)");
    }

    @Test
    void fewerVotersThanExpectedAreRefusedWithoutBootstrapToo() {
        assertThat(problem("cluster.bootstrap = false\ncluster.expected_voters = 3\n" + ONE_PEER))
                .isEqualTo("cluster.expected_voters mismatch: expected=3, actual=2 (self + peers)");
    }

    @Test
    void noVotersExpectedAreRefused() {
        assertThat(problem("cluster.expected_voters = 0"))
                .isEqualTo("cluster.expected_voters must be greater than 0");
    }

    /// The only problem of `text`, which must have one.
    private static String problem(String text) {
        var failure = catchThrowableOfType(ConfigException.class, () -> parse(text));
        assertThat(failure.problems()).hasSize(1);
        assertThat(failure.problems().getFirst().place()).matches("config.toml:\\d+");
        return failure.problems().getFirst().message();
    }

    private static ServerConfig parse(String text) throws ConfigException {
        return ConfigReader.parse("config.toml", text, Map.of());
    }
}
