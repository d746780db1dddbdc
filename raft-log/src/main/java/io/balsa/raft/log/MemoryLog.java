package io.balsa.raft.log;

import static io.balsa.raft.core.Check.check;

import io.balsa.raft.core.Ballot;
import io.balsa.raft.core.LogSlice;

import java.util.ArrayList;
import java.util.List;

/// A [LogStore] in memory, for tests and for groups that may forget everything: it survives
/// nothing, so a member that stores its log here must never come back under the same id.
public final class MemoryLog implements LogStore {
    private static final int CHUNK_SHIFT = 12;
    private static final int CHUNK_ENTRIES = 1 << CHUNK_SHIFT;

    private final Object lock = new Object();
    private final List<Entry[]> chunks = new ArrayList<>();
    private Ballot ballot = Ballot.NONE;
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
            check(
                    write.keepThrough() >= 0 && write.keepThrough() <= lastIndex,
                    "a write keeps entries that are there");
            if (write.ballot() != null) {
                ballot = write.ballot();
            }
            truncateAfter(write.keepThrough());
            write.entries().forEach(this::append);
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

    @SuppressWarnings("NullAway") // Beyond the last index a chunk holds nothing.
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
    public List<Entry> read(long firstIndex, long lastIndex, long bytesMax) {
        synchronized (lock) {
            check(firstIndex >= 1 && firstIndex <= lastIndex, "a read asks for some entries");
            var entries = new ArrayList<Entry>();
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
        return chunks.get((int) ((index - 1) >> CHUNK_SHIFT));
    }

    private static int place(long index) {
        return (int) (index - 1) & (CHUNK_ENTRIES - 1);
    }

    @Override
    public void close() {
        // Nothing to let go of.
    }
}
