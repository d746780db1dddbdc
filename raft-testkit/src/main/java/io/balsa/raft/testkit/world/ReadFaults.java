package io.balsa.raft.testkit.world;

/// How reads of a [SimulatedDisk] go wrong, each by itself and without a trace on the disk.
///
/// @param errorRate the share of reads that fail, from 0 to 1
/// @param flipRate the share of reads that bring one bit turned over, from 0 to 1
public record ReadFaults(double errorRate, double flipRate) {
    /// Every read succeeds.
    public static final ReadFaults NONE = new ReadFaults(0, 0);

    public ReadFaults {
        if (!(errorRate >= 0 && errorRate <= 1 && flipRate >= 0 && flipRate <= 1)) {
            throw new IllegalArgumentException(
                    "%s errors and %s flips are no shares of all reads"
                            .formatted(errorRate, flipRate));
        }
    }
}
