package io.balsa.raft.testkit.contract;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.balsa.raft.core.LogSlice;
import io.balsa.raft.log.Entry;
import io.balsa.raft.log.LogStore;
import io.balsa.raft.log.LogWrite;
import io.balsa.raft.log.Recovery;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import java.io.IOException;
import java.util.List;

/// What the contracts of a [LogStore] stand on: a store that is opened for each test.
public abstract class LogStoreFixture {
    static final long NO_LIMIT = Long.MAX_VALUE;

    private LogStore store;

    /// Opens the store under test: a new one first, the same again when it has been closed.
    protected abstract LogStore open() throws IOException;

    /// Does the store remember anything after it was closed?
    protected abstract boolean isDurable();

    /// The store is opened here and not in a constructor, which subclasses need for themselves.
    @BeforeEach
    final void openStore() throws IOException {
        store = open();
    }

    @AfterEach
    final void closeStore() throws IOException {
        store.close();
    }

    final LogStore store() {
        return store;
    }

    final Recovery recovery() {
        return store.recovery();
    }

    final LogSlice log() {
        return store.recovery().log();
    }

    final List<Entry> append(long keepThrough, List<Entry> entries) throws IOException {
        store.write(new LogWrite(null, keepThrough, entries));
        return entries;
    }

    final List<Entry> read(long firstIndex, long lastIndex) throws IOException {
        return store.read(firstIndex, lastIndex, NO_LIMIT);
    }

    /// Closes the store and opens it again. Ends the test well when there is nothing to come back.
    final void reopen() throws IOException {
        assumeTrue(isDurable(), "the store forgets when it is closed");
        store.close();
        store = open();
    }
}
