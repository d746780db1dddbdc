package io.balsa.raft.testkit.contract;

import io.balsa.raft.core.LogSlice;
import io.balsa.raft.log.Entry;
import io.balsa.raft.log.LogStore;
import io.balsa.raft.log.LogWrite;
import io.balsa.raft.log.Recovery;

import java.io.IOException;
import java.util.List;

/// What the contracts of a [LogStore] stand on: a store that is opened for each test.
public abstract class LogStoreFixture extends StoreFixture<LogStore> {
    static final long NO_LIMIT = Long.MAX_VALUE;

    @Override
    final void close(LogStore store) throws IOException {
        store.close();
    }

    final Recovery recovery() {
        return store().recovery();
    }

    final LogSlice log() {
        return store().recovery().log();
    }

    final List<Entry> append(long keepThrough, List<Entry> entries) throws IOException {
        store().write(new LogWrite(null, keepThrough, entries));
        return entries;
    }

    final List<Entry> read(long firstIndex, long lastIndex) throws IOException {
        return store().read(firstIndex, lastIndex, NO_LIMIT);
    }
}
