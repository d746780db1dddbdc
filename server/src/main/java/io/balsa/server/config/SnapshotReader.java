package io.balsa.server.config;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.balsa.raft.node.SnapshotOptions;
import io.balsa.raft.node.SnapshotPolicy;
import io.balsa.raft.node.TransferLimits;
import io.balsa.server.config.ServerConfig.Storage;
import io.balsa.server.config.Settings.Bounds;

import java.util.List;

/// Reads the sections `snapshot` and `storage`.
final class SnapshotReader {
    private static final long HOUR_SECONDS = 3_600;
    private static final long PERIOD_SECONDS_MAX = 366 * 24 * HOUR_SECONDS;
    private static final int CHUNK_BYTES_MAX = 8 << 20;
    private static final int WINDOW_BYTES_MAX = 1 << 30;
    private static final int TRANSFERS_MAX = 64;
    private static final int MEGABYTE = 1 << 20;

    /// What only an engine for data on disk will use.
    private static final List<String> IDLE =
            List.of(
                    "snapshot.max_delta_chain",
                    "snapshot.max_delta_bytes_mb",
                    "storage.enable_compression",
                    "storage.flush_interval_ms");

    private final Settings settings;

    SnapshotReader(Settings settings) {
        this.settings = settings;
    }

    SnapshotOptions snapshots() {
        return new SnapshotOptions(policy(), transfer());
    }

    private SnapshotPolicy policy() {
        var usual = SnapshotPolicy.DEFAULT;
        var seconds = orNever("checkpoint_interval_secs", HOUR_SECONDS, PERIOD_SECONDS_MAX);
        return new SnapshotPolicy(
                orNever("entries_max", usual.entriesMax(), LimitReader.BYTES_MAX),
                orNever("bytes_max", usual.bytesMax(), LimitReader.BYTES_MAX),
                seconds == Long.MAX_VALUE ? seconds : SECONDS.toNanos(seconds));
    }

    /// 0 means never.
    private long orNever(String key, long otherwise, long max) {
        var bounds = new Bounds(0, max, key + " cannot be negative; 0 means never");
        var number = settings.number("snapshot." + key, otherwise, bounds);
        return number == 0 ? Long.MAX_VALUE : number;
    }

    private TransferLimits transfer() {
        var usual = TransferLimits.DEFAULT;
        var chunk = positive("snapshot.transfer_chunk_bytes", usual.chunkBytes(), CHUNK_BYTES_MAX);
        var window =
                positive(
                        "snapshot.transfer_window_bytes",
                        Math.max(usual.windowBytes(), chunk),
                        WINDOW_BYTES_MAX);
        if (window < chunk) {
            settings.complain(
                    "snapshot.transfer_window_bytes",
                    "transfer_window_bytes must be at least transfer_chunk_bytes, which is "
                            + chunk);
            window = chunk;
        }
        return new TransferLimits(
                (int) chunk,
                (int) window,
                positive(
                        "snapshot.transfer_bytes_per_second_max",
                        usual.bytesPerSecondMax(),
                        LimitReader.BYTES_MAX),
                usual.chunkNanosMax(),
                usual.triesMax(),
                (int) positive("snapshot.transfers_max", usual.transfersMax(), TRANSFERS_MAX));
    }

    Storage storage() {
        return new Storage(
                (int) positive("snapshot.max_delta_chain", 5, Integer.MAX_VALUE),
                MEGABYTE
                        * positive(
                                "snapshot.max_delta_bytes_mb",
                                300,
                                LimitReader.BYTES_MAX / MEGABYTE),
                settings.flag("storage.enable_compression", true),
                MILLISECONDS.toNanos(positive("storage.flush_interval_ms", 1_000, 86_400_000)),
                IDLE.stream().filter(settings::has).toList());
    }

    private long positive(String key, long otherwise, long max) {
        var name = key.substring(key.indexOf('.') + 1);
        return settings.number(
                key, otherwise, new Bounds(1, max, name + " must be greater than 0"));
    }
}
