package io.balsa.raft.core;

import java.util.Arrays;

/// The sizes of the entries appended since the last drain, which only the proposals tell, in front
/// of the sizes of those before them.
final class FreshSizes implements EntrySizes {
    private final EntrySizes settled;
    private int[] fresh = new int[64];
    private int count;
    private long firstFresh = Long.MAX_VALUE;

    FreshSizes(EntrySizes settled) {
        this.settled = settled;
    }

    @Override
    public int bytesAt(long index) {
        return index < firstFresh ? settled.bytesAt(index) : fresh[(int) (index - firstFresh)];
    }

    /// Notes entries appended from `firstIndex` on that have `bytes` together; within one proposal
    /// an even share is near enough.
    void append(long firstIndex, int entries, long bytes) {
        if (count == 0) {
            firstFresh = firstIndex;
        }
        if (count + entries > fresh.length) {
            fresh = Arrays.copyOf(fresh, Math.max(fresh.length * 2, count + entries));
        }
        Arrays.fill(fresh, count, count + entries, (int) (bytes / entries));
        count += entries;
    }

    /// The shell has been told of the entries, and answers for them from now on.
    void settle() {
        count = 0;
        firstFresh = Long.MAX_VALUE;
    }
}
