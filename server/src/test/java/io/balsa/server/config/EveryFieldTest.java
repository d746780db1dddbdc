package io.balsa.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.balsa.raft.core.Limits;
import io.balsa.raft.core.RaftOptions;
import io.balsa.raft.core.Timing;
import io.balsa.raft.log.SegmentedLog;
import io.balsa.raft.node.NodeLimits;
import io.balsa.raft.node.SnapshotOptions;
import io.balsa.raft.node.SnapshotPolicy;
import io.balsa.raft.node.TransferLimits;
import io.balsa.server.config.ServerConfig.Carrier;
import io.balsa.server.config.ServerConfig.Farewell;
import io.balsa.server.config.ServerConfig.Format;
import io.balsa.server.config.ServerConfig.Level;
import io.balsa.server.config.ServerConfig.Logging;
import io.balsa.server.config.ServerConfig.Metrics;
import io.balsa.server.config.ServerConfig.Raft;
import io.balsa.server.config.ServerConfig.Storage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Map;

class EveryFieldTest {
    @Test
    void readsHowAMemberTakesPartInTheProtocol() throws Exception {
        var config =
                parse(
                        """
                        [raft]
                        heartbeat_interval_ms = 500
                        election_timeout_ms = 3000
                        election_timeout_max_ms = 3500
                        max_payload_entries = 300
                        max_payload_bytes = 2000
                        transport = "http"
                        priority = 7
                        lease_reads = true
                        clock_drift_max = 0.05
                        log_retention_entries = 0
                        log_retention_bytes = 9
                        log_segment_bytes = 1052672
                        promotion_lag_entries_max = 8
                        transfer_on_shutdown = false
                        transfer_timeout_ms = 10
                        check_contracts = true
                        [limits]
                        in_flight_messages_max = 1
                        in_flight_bytes_max = 2
                        uncommitted_entries_max = 3
                        uncommitted_bytes_max = 4
                        """);

        assertThat(config.raft())
                .isEqualTo(
                        new Raft(
                                new Timing(500_000_000, 3_000_000_000L, 3_500_000_000L),
                                new Limits(300, 2000, 1, 2, 3, 4),
                                new RaftOptions(7, 0.05, new RaftOptions.Retention(0, 9), 8),
                                1052672,
                                Carrier.HTTP,
                                new Farewell(false, 10_000_000),
                                true));
    }

    @Test
    void readsWhenSnapshotsAreTakenAndHowTheyTravel() throws Exception {
        var config =
                parse(
                        """
                        [snapshot]
                        checkpoint_interval_secs = 60
                        entries_max = 0
                        bytes_max = 5
                        transfer_chunk_bytes = 10
                        transfer_window_bytes = 20
                        transfer_bytes_per_second_max = 30
                        transfers_max = 4
                        """);

        var usual = TransferLimits.DEFAULT;
        assertThat(config.snapshots())
                .isEqualTo(
                        new SnapshotOptions(
                                new SnapshotPolicy(Long.MAX_VALUE, 5, 60_000_000_000L),
                                new TransferLimits(
                                        10, 20, 30, usual.chunkNanosMax(), usual.triesMax(), 4)));
    }

    @Test
    void readsWhatOnlyAnEngineOnDiskWillUseAndNotesThatItWasSet() throws Exception {
        var config =
                parse(
                        """
                        [snapshot]
                        max_delta_chain = 7
                        max_delta_bytes_mb = 3
                        [storage]
                        enable_compression = false
                        flush_interval_ms = 2
                        """);

        assertThat(config.storage())
                .isEqualTo(
                        new Storage(
                                7,
                                3 << 20,
                                false,
                                2_000_000,
                                List.of(
                                        "snapshot.max_delta_chain",
                                        "snapshot.max_delta_bytes_mb",
                                        "storage.enable_compression",
                                        "storage.flush_interval_ms")));
    }

    @Test
    void readsWhatMayPileUpInAMember() throws Exception {
        var config =
                parse(
                        """
                        [limits]
                        inbox_requests_max = 1
                        inbox_request_bytes_max = 2
                        inbox_messages_max = 3
                        inbox_message_bytes_max = 4
                        reads_max = 5
                        recent_bytes_max = 6
                        unapplied_bytes_max = 7
                        """);

        var usual = NodeLimits.DEFAULT;
        assertThat(config.limits().member())
                .isEqualTo(
                        new NodeLimits(
                                usual.commandBytesMax(),
                                1,
                                2,
                                3,
                                4,
                                5,
                                6,
                                7,
                                usual.requestNanosMax()));
    }

    @Test
    void readsWhatIsLoggedAndMeasured() throws Exception {
        var config =
                parse(
                        """
                        logging.level = "WARN"
                        logging.format = "json"
                        metrics.enabled = false
                        metrics.listen_addr = "0.0.0.0:9090"
                        """);

        assertThat(config.logging()).isEqualTo(new Logging(Level.WARN, Format.JSON));
        assertThat(config.metrics()).isEqualTo(new Metrics(false, new Address("0.0.0.0", 9090)));
    }

    @Test
    void behavesByDefaultAsTheLibraryDoesAndTakesASnapshotEveryHour() throws Exception {
        var config = parse("");

        var second = 1_000_000_000L;
        assertThat(config.raft().limits()).isEqualTo(Limits.DEFAULT);
        assertThat(config.raft().options()).isEqualTo(RaftOptions.DEFAULT);
        assertThat(config.raft().segmentBytes()).isEqualTo(SegmentedLog.SEGMENT_BYTES);
        assertThat(config.raft().farewell()).isEqualTo(new Farewell(true, 2 * second));
        assertThat(config.raft().checksContracts()).isFalse();
        assertThat(config.limits().member()).isEqualTo(NodeLimits.DEFAULT);
        assertThat(config.snapshots().transfer()).isEqualTo(TransferLimits.DEFAULT);
        assertThat(config.snapshots().policy())
                .isEqualTo(new SnapshotPolicy(100_000, 256 << 20, 3_600 * second));
        assertThat(config.logging()).isEqualTo(new Logging(Level.INFO, Format.TEXT));
        assertThat(config.metrics()).isEqualTo(new Metrics(true, null));
        assertThat(config.storage().idleKeys()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    raft.election_timeout_max_ms = 1000 | election_timeout_ms must be less than ele
                    raft.max_payload_entries = 0 | max_payload_entries must be greater than 0
                    raft.max_payload_bytes = 9000000 | raft.max_payload_bytes must be at most
                    raft.priority = 101 | raft.priority must be at most 100, not 101
                    raft.priority = -1 | priority must be from 0 to 100
                    raft.clock_drift_max = 1 | raft.clock_drift_max must be from 0 to less than 1
                    raft.clock_drift_max = "x" | raft.clock_drift_max must be a number, not "x"
                    raft.log_retention_entries = -1 | log_retention_entries cannot be negative
                    raft.log_segment_bytes = 1044480 | log_segment_bytes must be at least 1 MiB: a
                    raft.log_segment_bytes = 1048577 | log_segment_bytes must be a multiple of 4096
                    raft.log_segment_bytes = 1073745920 | raft.log_segment_bytes must be at most
                    tracing.endpoint = "collector:4318" | tracing.endpoint must be the http
                    tracing.sample_ratio = 1.5 | tracing.sample_ratio must be from 0 to 1, not 1.5
                    tracing.service_name = "" | tracing.service_name cannot be empty
                    raft.transport = "udp" | raft.transport must be one of grpc, http, not "udp"
                    raft.transfer_timeout_ms = 0 | transfer_timeout_ms must be greater than 0
                    snapshot.checkpoint_interval_secs = -1 | checkpoint_interval_secs cannot be neg
                    snapshot.transfer_window_bytes = 9 | transfer_window_bytes must be at least tra
                    snapshot.max_delta_chain = 0 | max_delta_chain must be greater than 0
                    storage.flush_interval_ms = 0 | flush_interval_ms must be greater than 0
                    limits.reads_max = 0 | reads_max must be greater than 0
                    logging.level = "loud" | logging.level must be one of trace, debug, info, warn,
                    logging.format = "xml" | logging.format must be one of text, json, not "xml"
                    http.listen_addr = "127.0.0.1:2380" | http.listen_addr must not be node.listen_
                    cluster.join = true | cluster.join needs to know the first members
                    storage.compression = 1 | unknown key storage.compression
                    """)
    void saysWhatIsWrongAndWhere(String line, String message) {
        assertThatThrownBy(() -> parse("\n\n" + line))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("config.toml:3: " + message)
                .message()
                .doesNotContain("\n");
    }

    @Test
    void countsOnlyTheFirstMembersForOneThatJoins() throws Exception {
        var text =
                """
                [cluster]
                join = true
                expected_voters = %d
                [[cluster.peers]]
                node_id = 2
                addr = "127.0.0.1:1"
                """;

        assertThat(parse(text.formatted(1)).cluster().isJoining()).isTrue();
        assertThatThrownBy(() -> parse(text.formatted(2)))
                .hasMessage(
                        "config.toml:3: cluster.expected_voters mismatch: expected=2, actual=1"
                                + " (peers)");
        assertThatThrownBy(() -> parse(text.formatted(1).replace("join", "bootstrap = true\njoin")))
                .hasMessageContaining("exclude each other");
    }

    private static ServerConfig parse(String text) throws ConfigException {
        return ConfigReader.parse("config.toml", text, Map.of());
    }
}
