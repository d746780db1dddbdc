package io.balsa.raft.testkit.contract;

import io.balsa.raft.log.FileDisk;
import io.balsa.raft.log.snapshot.CheckedSnapshotStore;
import io.balsa.raft.log.snapshot.DiskSnapshots;
import io.balsa.raft.log.snapshot.SnapshotStore;

import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;

/// Whoever keeps to the contract hears nothing of the one who watches over it.
class CheckedSnapshotsTest extends SnapshotStoreContract {
    @TempDir private Path folder;

    @Override
    protected SnapshotStore open() throws IOException {
        return new CheckedSnapshotStore(DiskSnapshots.open(FileDisk.open(folder)));
    }

    @Override
    protected boolean isDurable() {
        return true;
    }
}
