package io.balsa.raft.log;

import static io.balsa.raft.core.Check.check;

import io.balsa.raft.core.Ballot;
import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.LogSlice;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A [LogStore] in memory, for tests and for groups that may forget everything: it survives
/// nothing, so a member that stores its log here must never come back under the same id.
public final class MemoryLog implements LogStore {
    private static final int CHUNK_SHIFT = 12;
    private static final int CHUNK_ENTRIES = 1 << CHUNK_SHIFT;

    private final Object lock = new Object();
    private final List<Entry[]> chunks = new ArrayList<>();
    private Ballot ballot = Ballot.NONE;
    private long firstChunk;
    private EntryId base = EntryId.NONE;
    private long lastIndex;

    @Override
    public Recovery recovery() {
        return new Recovery(Ballot.NONE, LogSlice.EMPTY, new SizeTable(1));
    }

    /// The last ballot written.
    public Ballot ballot() {
        synchronized (lock) {
            return ballot;
        }
    }

    @Override
    public void write(LogWrite write) {
        synchronized (lock) {
            var reset = write.reset();
            check(
                    write.keepThrough() >= base.index()
                            && (reset != null || write.keepThrough() <= lastIndex),
                    "a write keeps entries that are there");
            if (write.ballot() != null) {
                ballot = write.ballot();
            }
            if (reset != null) {
                beginBehind(reset);
            }
            truncateAfter(write.keepThrough());
            write.entries().forEach(this::append);
        }
    }

    private void beginBehind(EntryId entry) {
        chunks.clear();
        base = entry;
        lastIndex = entry.index();
        firstChunk = entry.index() >> CHUNK_SHIFT;
        if (place(lastIndex + 1) != 0) {
            chunks.add(new Entry[CHUNK_ENTRIES]);
        }
    }

    private void truncateAfter(long keepThrough) {
        for (var index = lastIndex; index > keepThrough; index--) {
            if (place(index) == 0) {
                chunks.removeLast();
            } else {
                drop(index);
            }
        }
        lastIndex = keepThrough;
    }

    @SuppressWarnings("NullAway") // Outside the log a chunk holds nothing.
    private void drop(long index) {
        chunk(index)[place(index)] = null;
    }

    private void append(Entry entry) {
        check(entry.id().index() == lastIndex + 1, "entries follow each other without a hole");
        lastIndex++;
        if (place(lastIndex) == 0) {
            chunks.add(new Entry[CHUNK_ENTRIES]);
        }
        chunk(lastIndex)[place(lastIndex)] = entry;
    }

    @Override
    @SuppressWarnings("NullAway") // Outside the log a chunk holds nothing.
    public void purge(EntryId through) {
        synchronized (lock) {
            if (through.index() <= base.index()) {
                return;
            }
            check(
                    through.index() <= lastIndex && idAt(through.index()).equals(through),
                    "a purge names an entry of the log");
            base = through;
            var first = through.index() >> CHUNK_SHIFT;
            chunks.subList(0, (int) Math.min(first - firstChunk, chunks.size())).clear();
            firstChunk = first;
            if (!chunks.isEmpty()) {
                Arrays.fill(chunks.getFirst(), 0, place(through.index() + 1), null);
            }
        }
    }

    private EntryId idAt(long index) {
        return chunk(index)[place(index)].id();
    }

    @Override
    public List<Entry> read(long firstIndex, long lastIndex, long bytesMax) {
        synchronized (lock) {
            check(firstIndex >= 1 && firstIndex <= lastIndex, "a read asks for some entries");
            var entries = new ArrayList<Entry>();
            if (firstIndex <= base.index()) {
                return entries;
            }
            var bytes = 0L;
            var end = Math.min(lastIndex, this.lastIndex);
            for (var index = firstIndex; index <= end; index++) {
                var entry = chunk(index)[place(index)];
                bytes += entry.payloadBytes();
                if (bytes > bytesMax && !entries.isEmpty()) {
                    break;
                }
                entries.add(entry);
            }
            return entries;
        }
    }

    private Entry[] chunk(long index) {
        return chunks.get((int) (((index - 1) >> CHUNK_SHIFT) - firstChunk));
    }

    private static int place(long index) {
        return (int) (index - 1) & (CHUNK_ENTRIES - 1);
    }

    @Override
    public void close() {
        // Nothing to let go of.
    }
}
