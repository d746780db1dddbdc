package io.balsa.raft.node;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.atomic.AtomicLong;

/// How much of one kind waits in a queue, counted in pieces and in bytes, and held to a limit of
/// each. From any thread; one atomic operation each time.
final class Load {
    private static final int BYTES_BITS = 40;
    private static final long BYTES_MASK = (1L << BYTES_BITS) - 1;

    private final AtomicLong packed = new AtomicLong();
    private final Limit count;
    private final Limit bytes;

    /// A limit and its name.
    ///
    /// @param of what is limited, as in "requests wait for their turn"
    record Limit(String of, String name, long value) {
        RaftException.Overloaded exceeded() {
            return Refusals.overloaded(of, name, value);
        }
    }

    Load(Limit count, Limit bytes) {
        if (count.value() >= 1L << (62 - BYTES_BITS) || bytes.value() >= 1L << (BYTES_BITS - 1)) {
            throw new IllegalArgumentException("the limits are too high: " + count + ", " + bytes);
        }
        this.count = count;
        this.bytes = bytes;
    }

    /// Adds `pieces` of `size` bytes together, or returns the limit that is in the way. What is
    /// larger than all that may wait still gets in when nothing else waits.
    @Nullable Limit add(int pieces, long size) {
        var more = packed(pieces, size);
        var before = packed.getAndAdd(more);
        var bytesBefore = before & BYTES_MASK;
        Limit inTheWay = null;
        if ((before >>> BYTES_BITS) + pieces > count.value()) {
            inTheWay = count;
        } else if (bytesBefore > 0 && bytesBefore + size > bytes.value()) {
            inTheWay = bytes;
        }
        if (inTheWay != null) {
            packed.getAndAdd(-more);
        }
        return inTheWay;
    }

    void remove(int pieces, long size) {
        packed.getAndAdd(-packed(pieces, size));
    }

    private static long packed(int pieces, long size) {
        return ((long) pieces << BYTES_BITS) + size;
    }
}
