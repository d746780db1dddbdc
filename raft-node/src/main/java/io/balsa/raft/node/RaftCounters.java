package io.balsa.raft.node;

import static java.util.Collections.unmodifiableMap;
import static java.util.Collections.unmodifiableSortedMap;

import java.util.Map;
import java.util.SortedMap;

/// How much a member has done since it started.
///
/// @param counts every [Counter]
/// @param refusals requests that were refused because of a limit, by the name of the limit
///   (`requestSize` for what is larger than a limit on size allows, `disk` for a full one)
public record RaftCounters(Map<Counter, Long> counts, SortedMap<String, Long> refusals) {
    public RaftCounters {
        counts = unmodifiableMap(counts);
        refusals = unmodifiableSortedMap(refusals);
    }

    public long of(Counter counter) {
        return counts.getOrDefault(counter, 0L);
    }

    /// How often it waited for its disk.
    public long diskWrites() {
        return of(Counter.DISK_WRITES);
    }

    /// How many entries it has written; divided by `diskWrites`, how well group commit works.
    public long diskEntries() {
        return of(Counter.ENTRIES_APPENDED);
    }
}
