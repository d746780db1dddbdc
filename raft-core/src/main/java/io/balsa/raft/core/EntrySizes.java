package io.balsa.raft.core;

/// How large the payloads of the entries of the log are: what flow control by bytes needs to know
/// of them.
@FunctionalInterface
public interface EntrySizes {
    /// The size in bytes of the payload of the entry at `index`, which is in the log.
    int bytesAt(long index);
}
