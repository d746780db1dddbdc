package io.balsa.server;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.balsa.raft.log.Disk;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.LongSupplier;

/// How long a disk takes to make a small write durable, found out by a handful of them, in the way
/// the log does it.
///
/// @param writes how many were tried
/// @param p99Nanos what 99 in 100 of them stayed within
record SyncProbe(int writes, long p99Nanos) {
    private static final String FILE = "probe";
    private static final int WRITE_BYTES = 4 << 10;
    private static final int WRITES_MAX = 50;
    private static final int WRITES_MIN = 5;

    /// A fast disk is done long before, a slow one has shown itself by then.
    private static final long NANOS_ENOUGH = MILLISECONDS.toNanos(100);

    /// A disk that takes longer than this part of an election timeout now and then will cause
    /// elections under load.
    private static final int PARTS_OF_ELECTION = 10;

    /// Writes to `disk`, and leaves nothing behind.
    static SyncProbe of(Disk disk, LongSupplier nanoClock) throws IOException {
        var nanos = new long[WRITES_MAX];
        var writes = 0;
        var start = nanoClock.getAsLong();
        try (var file = disk.create(FILE, WRITE_BYTES)) {
            var bytes = ByteBuffer.allocateDirect(WRITE_BYTES);
            var before = nanoClock.getAsLong();
            while (writes < WRITES_MAX && (writes < WRITES_MIN || before - start < NANOS_ENOUGH)) {
                file.write(0, bytes.clear());
                var after = nanoClock.getAsLong();
                nanos[writes++] = after - before;
                before = after;
            }
        } finally {
            disk.delete(FILE);
        }
        Arrays.sort(nanos, 0, writes);
        return new SyncProbe(writes, nanos[(int) Math.ceil(writes * 0.99) - 1]);
    }

    /// So slow that voters would give up a leader that waits for its disk.
    boolean isTooSlowFor(long electionNanos) {
        return p99Nanos > electionNanos;
    }

    /// What an operator should know of such a disk, or null when all is well.
    ///
    /// @param electionNanos how long a leader may be silent
    @Nullable String concern(long electionNanos) {
        if (p99Nanos <= electionNanos / PARTS_OF_ELECTION) {
            return null;
        }
        return ("a write to it took %,d ms to be durable (the 99th percentile of %d), %s of"
                        + " raft.election_timeout_ms, %d: use a faster disk, or raise that to %d or"
                        + " more on all members")
                .formatted(
                        millis(p99Nanos),
                        writes,
                        isTooSlowFor(electionNanos) ? "more than all" : "more than a tenth",
                        millis(electionNanos),
                        PARTS_OF_ELECTION * Math.max(1, millis(p99Nanos)));
    }

    private static long millis(long nanos) {
        return NANOSECONDS.toMillis(nanos);
    }
}
