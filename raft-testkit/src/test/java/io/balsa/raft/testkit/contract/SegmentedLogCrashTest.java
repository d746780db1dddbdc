package io.balsa.raft.testkit.contract;

import io.balsa.raft.log.Disk;
import io.balsa.raft.log.LogStore;
import io.balsa.raft.log.SegmentedLog;

import java.io.IOException;

class SegmentedLogCrashTest extends LogStoreCrashContract {
    @Override
    protected LogStore open(Disk disk) throws IOException {
        return SegmentedLog.open(disk, 4_096);
    }
}
