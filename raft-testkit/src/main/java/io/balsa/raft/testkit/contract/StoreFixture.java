package io.balsa.raft.testkit.contract;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import java.io.IOException;

/// What the contracts of stores stand on: one that is opened for each test.
///
/// @param <S> what kind of store
public abstract class StoreFixture<S> {
    private S store;

    /// Opens the store under test: a new one first, the same again when it has been closed.
    protected abstract S open() throws IOException;

    /// Does the store remember anything after it was closed?
    protected abstract boolean isDurable();

    abstract void close(S store) throws IOException;

    /// The store is opened here and not in a constructor, which subclasses need for themselves.
    @BeforeEach
    final void openStore() throws IOException {
        store = open();
    }

    @AfterEach
    final void closeStore() throws IOException {
        close(store);
    }

    final S store() {
        return store;
    }

    /// Closes the store and opens it again. Ends the test well when there is nothing to come back.
    final void reopen() throws IOException {
        assumeTrue(isDurable(), "the store forgets when it is closed");
        close(store);
        store = open();
    }
}
