package io.balsa.raft.core;

import java.util.ArrayDeque;

/// Messages with entries that are on their way to one follower, in order.
final class InFlight {
    private final ArrayDeque<Batch> batches = new ArrayDeque<>();
    private long bytes;

    private record Batch(long lastIndex, long bytes) {}

    int size() {
        return batches.size();
    }

    long bytes() {
        return bytes;
    }

    boolean isEmpty() {
        return batches.isEmpty();
    }

    /// May so many bytes more be sent ahead? A message may always go when none is on its way.
    boolean hasRoomFor(long bytes, Limits limits) {
        return batches.isEmpty()
                || (batches.size() < limits.inFlightMessagesMax()
                        && this.bytes + bytes <= limits.inFlightBytesMax());
    }

    void add(long lastIndex, long bytes) {
        batches.add(new Batch(lastIndex, bytes));
        this.bytes += bytes;
    }

    /// The follower has everything up to `index`. Returns whether that was the last on its way.
    boolean arrive(long index) {
        var hadSome = !batches.isEmpty();
        while (!batches.isEmpty() && batches.getFirst().lastIndex() <= index) {
            bytes -= batches.removeFirst().bytes();
        }
        return hadSome && batches.isEmpty();
    }

    void clear() {
        batches.clear();
        bytes = 0;
    }
}
