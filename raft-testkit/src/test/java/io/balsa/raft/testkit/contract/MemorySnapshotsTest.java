package io.balsa.raft.testkit.contract;

import io.balsa.raft.log.snapshot.MemorySnapshots;
import io.balsa.raft.log.snapshot.SnapshotStore;

class MemorySnapshotsTest extends SnapshotStoreContract {
    @Override
    protected SnapshotStore open() {
        return new MemorySnapshots();
    }

    @Override
    protected boolean isDurable() {
        return false;
    }
}
