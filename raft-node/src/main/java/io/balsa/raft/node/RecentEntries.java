package io.balsa.raft.node;

import static io.balsa.raft.core.Check.check;

import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.LogSlice;
import io.balsa.raft.log.Entry;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// The end of the log, in memory: what is not on disk yet, and what somebody may still ask for, as
/// much as the limit allows. What nobody asks for goes at once, because all that lives a while is
/// copied by the garbage collector, while the member stands still. Confined to the event loop.
final class RecentEntries {
    private final long bytesMax;
    private Entry[] ring = new Entry[1024];
    private long firstIndex;
    private long nextIndex;
    private long bytes;

    /// What was appended last, as it came: it goes to every follower like that.
    private List<Entry> latest = List.of();

    /// Starts behind `lastIndex`, the last entry that only the disk has.
    RecentEntries(long lastIndex, long bytesMax) {
        this.bytesMax = bytesMax;
        firstIndex = lastIndex + 1;
        nextIndex = firstIndex;
    }

    void truncateAfter(long index) {
        while (nextIndex > firstIndex && nextIndex - 1 > index) {
            nextIndex--;
            bytes -= bytesOf(take(nextIndex));
            latest = List.of();
        }
        if (nextIndex > index + 1) {
            firstIndex = index + 1;
            nextIndex = firstIndex;
        }
    }

    /// The log begins anew behind `lastIndex`.
    void reset(long lastIndex) {
        truncateAfter(firstIndex - 1);
        firstIndex = lastIndex + 1;
        nextIndex = firstIndex;
    }

    void append(List<Entry> run) {
        run.forEach(this::append);
        latest = run;
    }

    void append(Entry entry) {
        check(entry.id().index() == nextIndex, "recent entries have no hole");
        if (nextIndex - firstIndex == ring.length) {
            grow();
        }
        ring[slot(nextIndex)] = entry;
        bytes += bytesOf(entry);
        nextIndex++;
    }

    /// Forgets the entries up to `settledThrough`, and the oldest others while there are more bytes
    /// than the limit, but none behind `neededAfter`.
    void trim(long settledThrough, long neededAfter) {
        var last = Math.min(neededAfter, nextIndex - 1);
        while (firstIndex <= last && (firstIndex <= settledThrough || bytes > bytesMax)) {
            bytes -= bytesOf(take(firstIndex));
            firstIndex++;
        }
    }

    boolean has(long index) {
        return index >= firstIndex && index < nextIndex;
    }

    /// The entries from `first` to `last`, or null when the disk must be asked for some.
    @Nullable List<Entry> between(long first, long last) {
        if (first < firstIndex) {
            return null;
        }
        check(last < nextIndex, "only entries of the log are asked for");
        if (!latest.isEmpty()
                && latest.getFirst().id().index() == first
                && latest.getLast().id().index() == last) {
            return latest;
        }
        var entries = new ArrayList<Entry>((int) (last - first + 1));
        for (var index = first; index <= last; index++) {
            entries.add(ring[slot(index)]);
        }
        return entries;
    }

    /// Those of the entries that `slice` names which are in memory: its end, or nothing of it. The
    /// disk has the others, and may not have these yet.
    List<Entry> endOf(LogSlice slice) {
        var first = Math.max(firstIndex, slice.firstIndex());
        var entries = first > slice.lastIndex() ? null : between(first, slice.lastIndex());
        return entries == null ? List.of() : entries;
    }

    /// The entries that `slice` names, or null when the disk must be asked for some.
    @Nullable List<Entry> of(LogSlice slice) {
        return slice.isEmpty() ? List.of() : between(slice.firstIndex(), slice.lastIndex());
    }

    private Entry take(long index) {
        var slot = slot(index);
        var entry = ring[slot];
        ring[slot] = NOTHING;
        return entry;
    }

    private static long bytesOf(Entry entry) {
        return NodeLimits.ENTRY_BYTES + entry.payloadBytes();
    }

    private static final Entry NOTHING = Entry.blank(EntryId.NONE);

    private int slot(long index) {
        return (int) (index & (ring.length - 1));
    }

    private void grow() {
        var old = ring;
        ring = new Entry[old.length * 2];
        for (var index = firstIndex; index < nextIndex; index++) {
            ring[slot(index)] = old[(int) (index & (old.length - 1))];
        }
    }
}
