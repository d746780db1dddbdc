package io.balsa.server.config;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.balsa.raft.core.Limits;
import io.balsa.raft.core.RaftOptions;
import io.balsa.raft.core.RaftOptions.Retention;
import io.balsa.raft.core.Timing;
import io.balsa.raft.log.SegmentedLog;
import io.balsa.server.config.ServerConfig.Carrier;
import io.balsa.server.config.ServerConfig.Farewell;
import io.balsa.server.config.ServerConfig.Raft;
import io.balsa.server.config.Settings.Bounds;

/// Reads how a member takes part in the protocol: the sections `raft` and, what a leader lets pile
/// up, `limits`.
final class RaftReader {
    private static final String HEARTBEAT = "raft.heartbeat_interval_ms";
    private static final String ELECTION = "raft.election_timeout_ms";
    private static final String ELECTION_MAX = "raft.election_timeout_max_ms";
    private static final long HEARTBEAT_MILLIS = 100;
    private static final long ELECTION_MILLIS = 1_000;
    private static final long TIMEOUT_MILLIS_MAX = 600_000;

    /// Whoever asks a member to end does not wait for ever.
    private static final long TRANSFER_MILLIS_MAX = 20_000;

    private static final int PAYLOAD_ENTRIES_MAX = 1_000_000;

    /// A message has to fit into a frame, with room for all that is around its payload.
    private static final int PAYLOAD_BYTES_MAX = 8 << 20;

    private static final int SEGMENT_BYTES_MIN = 1 << 20;

    /// Two clocks of usual machines differ by less than a tenth of that.
    private static final double DRIFT = 0.01;

    private final Settings settings;
    private final LimitReader sizes;

    RaftReader(Settings settings) {
        this.settings = settings;
        this.sizes = new LimitReader(settings);
    }

    Raft raft() {
        var timing = timing();
        return new Raft(
                timing,
                limits(),
                options(),
                segmentBytes(),
                settings.choice("raft.transport", Carrier.GRPC),
                farewell(timing),
                settings.flag("raft.check_contracts", false));
    }

    private Timing timing() {
        var heartbeat = millis(HEARTBEAT, HEARTBEAT_MILLIS);
        var election = millis(ELECTION, ELECTION_MILLIS);
        var latest = millis(ELECTION_MAX, 2 * election, 2 * TIMEOUT_MILLIS_MAX);
        if (heartbeat >= election) {
            settings.complain(
                    settings.layer(HEARTBEAT).compareTo(settings.layer(ELECTION)) >= 0
                                    && settings.has(HEARTBEAT)
                            ? HEARTBEAT
                            : ELECTION,
                    "heartbeat_interval_ms must be less than election_timeout_ms");
            return new Timing(1, 2, 3);
        }
        if (latest <= election) {
            settings.complain(
                    settings.has(ELECTION_MAX) ? ELECTION_MAX : ELECTION,
                    "election_timeout_ms must be less than election_timeout_max_ms: members that"
                            + " all wait equally long elect nobody");
            return new Timing(1, 2, 3);
        }
        return new Timing(
                MILLISECONDS.toNanos(heartbeat),
                MILLISECONDS.toNanos(election),
                MILLISECONDS.toNanos(latest));
    }

    private Limits limits() {
        var usual = Limits.DEFAULT;
        return new Limits(
                (int)
                        settings.number(
                                "raft.max_payload_entries",
                                usual.messageEntriesMax(),
                                positive("max_payload_entries", PAYLOAD_ENTRIES_MAX)),
                (int)
                        settings.number(
                                "raft.max_payload_bytes",
                                usual.messageBytesMax(),
                                positive("max_payload_bytes", PAYLOAD_BYTES_MAX)),
                sizes.count("in_flight_messages_max", usual.inFlightMessagesMax()),
                sizes.bytes("in_flight_bytes_max", usual.inFlightBytesMax()),
                sizes.count("uncommitted_entries_max", (int) usual.uncommittedEntriesMax()),
                sizes.bytes("uncommitted_bytes_max", usual.uncommittedBytesMax()));
    }

    private RaftOptions options() {
        var usual = RaftOptions.DEFAULT;
        var priority =
                settings.number(
                        "raft.priority",
                        usual.priority(),
                        new Bounds(0, 100, "priority must be from 0 to 100"));
        var hasLease = settings.flag("raft.lease_reads", false);
        var drift = settings.fraction("raft.clock_drift_max", DRIFT);
        var retention =
                new Retention(
                        natural("log_retention_entries", usual.retention().entriesMax()),
                        natural("log_retention_bytes", usual.retention().bytesMax()));
        return new RaftOptions(
                (int) priority,
                hasLease ? drift : RaftOptions.NO_LEASE,
                retention,
                natural("promotion_lag_entries_max", usual.promotionLagEntriesMax()));
    }

    private int segmentBytes() {
        var key = "raft.log_segment_bytes";
        var bounds =
                new Bounds(
                        SEGMENT_BYTES_MIN,
                        SegmentedLog.SEGMENT_BYTES_MAX,
                        "log_segment_bytes must be at least 1 MiB: a new file for every few writes"
                                + " is slow");
        var bytes = (int) settings.number(key, SegmentedLog.SEGMENT_BYTES, bounds);
        if (bytes % SegmentedLog.PAGE_BYTES != 0) {
            settings.complain(
                    key, "log_segment_bytes must be a multiple of 4096, not %d".formatted(bytes));
        }
        return bytes;
    }

    /// A transfer takes a few round trips; the core gives one up after an election timeout.
    private Farewell farewell(Timing timing) {
        var usual = NANOSECONDS.toMillis(timing.electionMaxNanos());
        var otherwise = Math.clamp(usual, 1, TRANSFER_MILLIS_MAX);
        var patience = millis("raft.transfer_timeout_ms", otherwise, TRANSFER_MILLIS_MAX);
        return new Farewell(
                settings.flag("raft.transfer_on_shutdown", true), MILLISECONDS.toNanos(patience));
    }

    private long natural(String key, long otherwise) {
        var bounds = new Bounds(0, LimitReader.BYTES_MAX, key + " cannot be negative");
        return settings.number("raft." + key, otherwise, bounds);
    }

    private long millis(String key, long otherwise) {
        return millis(key, otherwise, TIMEOUT_MILLIS_MAX);
    }

    private long millis(String key, long otherwise, long max) {
        return settings.number(key, otherwise, positive(key.replaceFirst("raft\\.", ""), max));
    }

    private static Bounds positive(String name, long max) {
        return new Bounds(1, max, name + " must be greater than 0");
    }
}
