package io.balsa.raft.node;

import static io.balsa.raft.core.Check.check;

import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.LogSlice;
import io.balsa.raft.log.Entry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The payloads that came with one batch of events, by entry id, until the core has said which of
/// them belong into the log. Confined to the event loop.
final class StagedPayloads {
    private final Map<EntryId, Entry> single = new HashMap<>();
    private final List<List<Entry>> runs = new ArrayList<>();

    void add(Entry entry) {
        single.put(entry.id(), entry);
    }

    /// Adds entries of consecutive indexes.
    void add(List<Entry> run) {
        if (!run.isEmpty()) {
            runs.add(run);
        }
    }

    /// The entries that `slice` names. An id names one content only (§5.3), so it does not matter
    /// which message it came with.
    List<Entry> of(LogSlice slice) {
        for (var run : runs.reversed()) {
            if (isAllOf(slice, run)) {
                return run;
            }
        }
        var entries = new ArrayList<Entry>((int) slice.length());
        while (entries.size() < slice.length()) {
            var index = slice.firstIndex() + entries.size();
            var id = new EntryId(slice.termAt(index), index);
            if (!addRun(id, slice, entries)) {
                var entry = single.get(id);
                check(entry != null, "every new entry came with a payload");
                entries.add(entry);
            }
        }
        return entries;
    }

    /// The same first and last entry have the same ones between them (§5.3, Log Matching).
    private static boolean isAllOf(LogSlice slice, List<Entry> run) {
        return run.size() == slice.length()
                && run.getLast().id().equals(slice.lastEntry())
                && run.getFirst().id().equals(slice.termStarts().getFirst());
    }

    /// Adds what the runs have from `id` on, as far as it is what the slice names.
    private boolean addRun(EntryId id, LogSlice slice, List<Entry> entries) {
        for (var run : runs.reversed()) {
            var place = id.index() - run.getFirst().id().index();
            if (place < 0 || place >= run.size() || !run.get((int) place).id().equals(id)) {
                continue;
            }
            var size = entries.size();
            for (var at = (int) place; at < run.size(); at++) {
                var entry = run.get(at);
                var index = entry.id().index();
                if (index > slice.lastIndex() || entry.id().term() != slice.termAt(index)) {
                    break;
                }
                entries.add(entry);
            }
            return entries.size() > size;
        }
        return false;
    }

    void clear() {
        single.clear();
        runs.clear();
    }
}
