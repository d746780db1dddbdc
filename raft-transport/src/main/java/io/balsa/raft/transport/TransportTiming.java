package io.balsa.raft.transport;

import java.util.concurrent.TimeUnit;

/// How long the transport waits, in nanoseconds.
///
/// @param connectNanos from dialling a member until it has said who it is
/// @param pingNanos between two questions whether a connected member is still there
/// @param pingsMissedMax a connection on which an answer is missing for so many pings is given up
/// @param backoffMinNanos before a member is dialled again for the first time
/// @param backoffMaxNanos before it is dialled again after many failures
public record TransportTiming(
        long connectNanos,
        long pingNanos,
        int pingsMissedMax,
        long backoffMinNanos,
        long backoffMaxNanos) {

    public static final TransportTiming DEFAULT =
            new TransportTiming(millis(3_000), millis(500), 4, millis(50), millis(2_000));

    public TransportTiming {
        if (connectNanos <= 0
                || pingNanos <= 0
                || pingsMissedMax <= 0
                || backoffMinNanos <= 0
                || backoffMaxNanos < backoffMinNanos) {
            throw new IllegalArgumentException(
                    "times are positive, and the shortest back-off is at most the longest");
        }
    }

    private static long millis(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
