package io.balsa.raft.testkit.contract;

import io.balsa.raft.log.CheckedLogStore;
import io.balsa.raft.log.FileDisk;
import io.balsa.raft.log.LogStore;
import io.balsa.raft.log.SegmentedLog;

import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;

/// Whoever keeps to the contract hears nothing of the one who watches over it.
class CheckedLogStoreTest extends LogStoreContract {
    @TempDir private Path folder;

    @Override
    protected LogStore open() throws IOException {
        return new CheckedLogStore(SegmentedLog.open(FileDisk.open(folder), 16_384));
    }

    @Override
    protected boolean isDurable() {
        return true;
    }
}
