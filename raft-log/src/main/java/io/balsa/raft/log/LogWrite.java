package io.balsa.raft.log;

import io.balsa.raft.core.Ballot;
import io.balsa.raft.core.EntryId;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// One durable change to a [LogStore]: the ballot, then the log.
///
/// @param ballot the new ballot, or null to leave it
/// @param reset null as a rule. Otherwise the whole log, also what was kept of its purged front, is
///   replaced by an empty one that goes on behind this entry: what a member does that has installed
///   a snapshot of it (§7)
/// @param keepThrough the index of the last entry to keep; what follows it is dropped first. With
///   `reset` its index, since nothing else is kept
/// @param entries appended behind `keepThrough`, without a hole
public record LogWrite(
        @Nullable Ballot ballot, @Nullable EntryId reset, long keepThrough, List<Entry> entries) {
    public LogWrite {
        if (reset != null && (reset.index() == 0 || reset.index() != keepThrough)) {
            throw new IllegalArgumentException(
                    "a log that begins behind %s does not keep entry %d"
                            .formatted(reset, keepThrough));
        }
        entries = List.copyOf(entries);
    }

    /// A change that leaves the entries up to `keepThrough` as they are.
    public LogWrite(@Nullable Ballot ballot, long keepThrough, List<Entry> entries) {
        this(ballot, null, keepThrough, entries);
    }

    /// Replaces the whole log by an empty one that goes on behind `base`.
    public static LogWrite reset(@Nullable Ballot ballot, EntryId base) {
        return new LogWrite(ballot, base, base.index(), List.of());
    }
}
