package io.balsa.raft.node;

import java.time.Duration;

/// How snapshots travel between members.
///
/// A transfer that nothing comes of asks the receiver where it stands until it answers, and then
/// goes on from there with the same snapshot: after a lost connection with all that has arrived,
/// after a restart of the receiver with what it has on disk. Meanwhile other members have its turn,
/// and the leader keeps that snapshot and the log behind it.
///
/// It is begun anew with the newest snapshot when it was given up after `triesMax * chunkNanosMax`,
/// when the log behind its snapshot was purged by hand ([Trigger#purge]), and with each new term,
/// whoever leads in it. What has arrived then counts if the newest has the same
/// [io.balsa.raft.log.snapshot.SnapshotId], and is dropped otherwise.
///
/// @param chunkBytes what one message carries
/// @param windowBytes what may be on its way to one member without an answer
/// @param bytesPerSecondMax what a member sends per second, to all others together
/// @param chunkNanosMax how long nothing may come of what is on its way before the receiver is
///   asked where it stands; never a bound for the transfer as a whole
/// @param triesMax how often in a row nothing comes of it before the transfer is given up
/// @param transfersMax how many members get a snapshot at a time; those that are only asked do not
///   count
public record TransferLimits(
        int chunkBytes,
        int windowBytes,
        long bytesPerSecondMax,
        long chunkNanosMax,
        int triesMax,
        int transfersMax) {
    public static final TransferLimits DEFAULT =
            new TransferLimits(256 << 10, 2 << 20, 64L << 20, 1_000_000_000L, 120, 2);

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

    /// The same but for how often in a row nothing comes of a transfer before it is given up.
    public TransferLimits withTriesMax(int tries) {
        return new TransferLimits(
                chunkBytes, windowBytes, bytesPerSecondMax, chunkNanosMax, tries, transfersMax);
    }

    /// The same but for how many members get a snapshot at a time.
    public TransferLimits withTransfersMax(int members) {
        return new TransferLimits(
                chunkBytes, windowBytes, bytesPerSecondMax, chunkNanosMax, triesMax, members);
    }
}
