package io.balsa.raft.log;

import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.LogSlice;

import java.util.ArrayList;
import java.util.List;

/// Which entries a log must have, as far as was told. Never changes: a writer puts another in its
/// place, and readers compare the two.
///
/// @param base the last entry that the log need not have
/// @param termStarts the first entry, and the first of each later term
/// @param losses how often entries were dropped or purged
record LogExtent(EntryId base, List<EntryId> termStarts, long lastIndex, long losses) {
    static LogExtent of(LogSlice log) {
        return new LogExtent(log.previous(), log.termStarts(), log.lastIndex(), 0);
    }

    boolean has(long index) {
        return index > base.index() && index <= lastIndex;
    }

    EntryId lastEntry() {
        return new EntryId(termAt(lastIndex), lastIndex);
    }

    /// The term of the entry at `index`, which the log has, or which is its base.
    long termAt(long index) {
        for (var start : termStarts.reversed()) {
            if (start.index() <= index) {
                return start.term();
            }
        }
        return base.term();
    }

    LogExtent after(LogWrite write) {
        var begun = begun(write);
        if (write.entries().isEmpty()) {
            return begun;
        }
        var last = write.entries().getLast().id();
        if (last.term() == begun.termAt(begun.lastIndex) && !begun.termStarts.isEmpty()) {
            return new LogExtent(begun.base, begun.termStarts, last.index(), begun.losses);
        }
        var starts = new ArrayList<>(begun.termStarts);
        for (var entry : write.entries()) {
            if (starts.isEmpty() || entry.id().term() > starts.getLast().term()) {
                starts.add(entry.id());
            }
        }
        return new LogExtent(begun.base, List.copyOf(starts), last.index(), begun.losses);
    }

    /// Before the entries of the write.
    private LogExtent begun(LogWrite write) {
        if (write.reset() != null) {
            return new LogExtent(write.reset(), List.of(), write.keepThrough(), losses + 1);
        }
        if (write.keepThrough() == lastIndex) {
            return this;
        }
        var kept =
                termStarts.stream().filter(start -> start.index() <= write.keepThrough()).toList();
        return new LogExtent(base, kept, write.keepThrough(), losses + 1);
    }

    LogExtent purgedThrough(EntryId entry) {
        var starts = new ArrayList<EntryId>();
        if (entry.index() < lastIndex) {
            var next = entry.index() + 1;
            starts.add(new EntryId(termAt(next), next));
            termStarts.stream().filter(start -> start.index() > next).forEach(starts::add);
        }
        return new LogExtent(entry, List.copyOf(starts), lastIndex, losses + 1);
    }
}
