package io.balsa.raft.log;

import io.balsa.raft.core.Ballot;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// One durable change to a [LogStore]: the ballot, then the log.
///
/// @param ballot the new ballot, or null to leave it
/// @param keepThrough the index of the last entry to keep; what follows it is dropped first
/// @param entries appended behind `keepThrough`, without a hole
public record LogWrite(@Nullable Ballot ballot, long keepThrough, List<Entry> entries) {
    public LogWrite {
        entries = List.copyOf(entries);
    }
}
