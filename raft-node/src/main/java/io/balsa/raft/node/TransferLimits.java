package io.balsa.raft.node;

import java.time.Duration;

/// How snapshots travel between members.
///
/// @param chunkBytes what one message carries
/// @param windowBytes what may be on its way to one member without an answer
/// @param bytesPerSecondMax what a member sends per second, to all others together
/// @param chunkNanosMax how long nothing may come of what is on its way before it is sent again;
///   never a bound for the transfer as a whole
/// @param triesMax how often in a row nothing comes of it before the transfer is given up, to be
///   begun again later where it stopped
/// @param transfersMax how many members get a snapshot at a time
public record TransferLimits(
        int chunkBytes,
        int windowBytes,
        long bytesPerSecondMax,
        long chunkNanosMax,
        int triesMax,
        int transfersMax) {
    public static final TransferLimits DEFAULT =
            new TransferLimits(256 << 10, 2 << 20, 64L << 20, 1_000_000_000L, 5, 2);

    public TransferLimits {
        if (chunkBytes <= 0
                || windowBytes < chunkBytes
                || bytesPerSecondMax <= 0
                || chunkNanosMax <= 0
                || triesMax <= 0
                || transfersMax <= 0) {
            throw new IllegalArgumentException(
                    "every limit must be positive, and a window hold a chunk at least");
        }
    }

    /// The same but for what one message carries.
    public TransferLimits withChunkBytes(int bytes) {
        return new TransferLimits(
                bytes, windowBytes, bytesPerSecondMax, chunkNanosMax, triesMax, transfersMax);
    }

    /// The same but for what may be on its way to one member.
    public TransferLimits withWindowBytes(int bytes) {
        return new TransferLimits(
                chunkBytes, bytes, bytesPerSecondMax, chunkNanosMax, triesMax, transfersMax);
    }

    /// The same but for what is sent per second.
    public TransferLimits withBytesPerSecondMax(long bytes) {
        return new TransferLimits(
                chunkBytes, windowBytes, bytes, chunkNanosMax, triesMax, transfersMax);
    }

    /// The same but for how long a chunk may take.
    public TransferLimits withChunkTime(Duration patience) {
        return new TransferLimits(
                chunkBytes,
                windowBytes,
                bytesPerSecondMax,
                Nanos.of(patience),
                triesMax,
                transfersMax);
    }

    /// The same but for how many members get a snapshot at a time.
    public TransferLimits withTransfersMax(int members) {
        return new TransferLimits(
                chunkBytes, windowBytes, bytesPerSecondMax, chunkNanosMax, triesMax, members);
    }
}
