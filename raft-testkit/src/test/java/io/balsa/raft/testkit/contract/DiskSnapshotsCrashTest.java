package io.balsa.raft.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.balsa.raft.log.Disk;
import io.balsa.raft.log.snapshot.DiskSnapshots;
import io.balsa.raft.log.snapshot.SnapshotStore;

import java.io.IOException;

class DiskSnapshotsCrashTest extends SnapshotStoreCrashContract {
    /// Whatever happened before, what is useless has been deleted when it is open.
    @Override
    protected SnapshotStore open(Disk disk) throws IOException {
        var store = DiskSnapshots.open(disk);
        assertThat(disk.list().stream().filter(name -> !name.equals("snapshot.partial")))
                .hasSize(store.newest() == null ? 0 : 1);
        return store;
    }
}
