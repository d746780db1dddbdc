package io.balsa.raft.node;

import java.util.ArrayList;
import java.util.List;

/// How long something took, over all the times that it was measured: a histogram, as it was at one
/// moment. Values are exact to one part in sixteen.
public final class Distribution {
    private static final int FINE_BITS = 4;
    private static final int FINE = 1 << FINE_BITS;

    /// Above about 18 minutes all is one.
    private static final int BUCKETS = bucketOf((1L << 40) - 1) + 1;

    private final long[] counts;
    private final long count;
    private final long totalNanos;
    private final long maxNanos;

    private Distribution(long[] counts, long totalNanos, long maxNanos) {
        this.counts = counts;
        this.totalNanos = totalNanos;
        this.maxNanos = maxNanos;
        var sum = 0L;
        for (var each : counts) {
            sum += each;
        }
        count = sum;
    }

    /// How many times it was measured.
    public long count() {
        return count;
    }

    public long totalNanos() {
        return totalNanos;
    }

    public long maxNanos() {
        return maxNanos;
    }

    /// At least so many nanoseconds, up to a sixteenth more, did the share `percentile` (0 to 100)
    /// of all take at most; 0 when nothing was measured.
    public long nanosAtPercentile(double percentile) {
        var rank = Math.max(1, (long) Math.ceil(count * percentile / 100));
        var seen = 0L;
        for (var bucket = 0; bucket < counts.length; bucket++) {
            seen += counts[bucket];
            if (seen >= rank) {
                return Math.min(maxNanos, highest(bucket));
            }
        }
        return 0;
    }

    /// How many took at most `nanos`: exact where a bucket ends, as at every power of two less one,
    /// else those of the buckets before.
    public long countAtMost(long nanos) {
        var seen = 0L;
        for (var bucket = 0; bucket < counts.length && end(bucket) <= nanos; bucket++) {
            seen += counts[bucket];
        }
        return seen;
    }

    /// The histogram: buckets that do not overlap, from the shortest times to the longest. Their
    /// counts are cumulative, as Prometheus wants them, and the last one counts all.
    public List<Bucket> buckets() {
        var buckets = new ArrayList<Bucket>(counts.length);
        var seen = 0L;
        for (var bucket = 0; bucket < counts.length; bucket++) {
            seen += counts[bucket];
            buckets.add(new Bucket(end(bucket), seen));
        }
        return List.copyOf(buckets);
    }

    /// Some of the times that were measured.
    ///
    /// @param atMostNanos the longest of them at most; [Long#MAX_VALUE] for the last bucket
    /// @param count how many took at most so long, those of all buckets before it included
    public record Bucket(long atMostNanos, long count) {}

    private static long end(int bucket) {
        return bucket == BUCKETS - 1 ? Long.MAX_VALUE : highest(bucket);
    }

    private static int bucketOf(long nanos) {
        if (nanos < FINE) {
            return (int) Math.max(0, nanos);
        }
        var shift = 63 - Long.numberOfLeadingZeros(nanos) - FINE_BITS;
        return ((shift + 1) << FINE_BITS) + (int) (nanos >>> shift) - FINE;
    }

    private static long highest(int bucket) {
        if (bucket < FINE) {
            return bucket;
        }
        var shift = (bucket >>> FINE_BITS) - 1;
        return ((long) (FINE + (bucket & (FINE - 1)) + 1) << shift) - 1;
    }

    @Override
    public String toString() {
        return "%,d times, median %,d ns, 99%% within %,d ns, at most %,d ns"
                .formatted(count, nanosAtPercentile(50), nanosAtPercentile(99), maxNanos);
    }

    /// Records the values, on one lane; snapshots are taken on any thread, under the same lock,
    /// which is seldom asked for and never for long.
    static final class Recorder {
        private final long[] counts = new long[BUCKETS];
        private long totalNanos;
        private long maxNanos;

        /// Notes that `times` things took `nanos` each.
        synchronized void record(long nanos, long times) {
            counts[Math.min(BUCKETS - 1, bucketOf(nanos))] += times;
            totalNanos += Math.max(0, nanos) * times;
            maxNanos = Math.max(maxNanos, nanos);
        }

        synchronized Distribution distribution() {
            return new Distribution(counts.clone(), totalNanos, maxNanos);
        }
    }
}
