package io.balsa.raft.testkit.simulation;

import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.log.Entry;
import io.balsa.raft.log.LogStore;
import io.balsa.raft.log.LogWrite;
import io.balsa.raft.log.Recovery;
import io.balsa.raft.testkit.property.Watch;

import java.io.IOException;
import java.util.List;

/// A member's store, with all eyes on it.
record WatchedStore(LogStore store, MemberId member, Watch watch, Coverage coverage)
        implements LogStore {
    @Override
    public Recovery recovery() {
        return store.recovery();
    }

    @Override
    public void write(LogWrite write) throws IOException {
        if (write.reset() != null) {
            coverage.count("logs begun anew behind a snapshot");
        } else if (write.keepThrough() < watch.chronicle().of(member).onDisk().lastIndex()) {
            coverage.count("truncations");
        }
        watch.onWriteBegun(member, write);
        store.write(write);
        watch.onWritten(member, write);
        coverage.count("writes");
    }

    @Override
    public void purge(EntryId through) throws IOException {
        watch.onPurged(member, through);
        store.purge(through);
        coverage.count("purges");
    }

    @Override
    public List<Entry> read(long firstIndex, long lastIndex, long bytesMax) throws IOException {
        return store.read(firstIndex, lastIndex, bytesMax);
    }

    @Override
    public void close() throws IOException {
        store.close();
    }
}
