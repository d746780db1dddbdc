package io.balsa.benchmarks.group.balsa;

import io.balsa.raft.core.EntryId;
import io.balsa.raft.log.Entry;
import io.balsa.raft.log.LogStore;
import io.balsa.raft.log.LogWrite;
import io.balsa.raft.log.MemoryLog;
import io.balsa.raft.log.Recovery;

import java.util.List;

/// A log in memory that keeps the last hundred thousand entries or so: as after snapshots, without
/// any being taken. Nobody in one process lags further behind.
final class RecentLog implements LogStore {
    private static final int KEPT_MIN = 1 << 16;

    private final MemoryLog log = new MemoryLog();
    private EntryId mark = EntryId.NONE;

    @Override
    public Recovery recovery() {
        return log.recovery();
    }

    @Override
    public void write(LogWrite write) {
        log.write(write);
        var last = write.entries().isEmpty() ? mark : write.entries().getLast().id();
        if (last.index() >= mark.index() + KEPT_MIN) {
            log.purge(mark);
            mark = last;
        }
    }

    @Override
    public void purge(EntryId through) {
        log.purge(through);
    }

    @Override
    public List<Entry> read(long firstIndex, long lastIndex, long bytesMax) {
        return log.read(firstIndex, lastIndex, bytesMax);
    }

    @Override
    public void close() {
        log.close();
    }
}
