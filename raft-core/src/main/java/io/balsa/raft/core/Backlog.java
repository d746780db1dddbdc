package io.balsa.raft.core;

import java.util.ArrayDeque;

/// How many bytes of entries are on their way to some end, in batches that arrive in order: so that
/// callers can be told to slow down before it is too much.
public final class Backlog {
    private final ArrayDeque<Batch> batches = new ArrayDeque<>();
    private long bytes;

    private record Batch(long lastIndex, long bytes) {}

    /// Entries up to `lastIndex`, of `size` bytes together, are on their way.
    public void add(long lastIndex, long size) {
        batches.add(new Batch(lastIndex, size));
        bytes += size;
    }

    /// What is left when everything up to `arrivedIndex` has arrived; a batch counts until all of
    /// it has.
    public long bytes(long arrivedIndex) {
        while (!batches.isEmpty() && batches.getFirst().lastIndex() <= arrivedIndex) {
            bytes -= batches.removeFirst().bytes();
        }
        return bytes;
    }
}
