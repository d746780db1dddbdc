package io.balsa.raft.testkit.contract;

import io.balsa.raft.log.FileDisk;
import io.balsa.raft.log.LogStore;
import io.balsa.raft.log.SegmentedLog;

import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;

/// With segments so small that nearly every test needs several.
class SegmentedLogTest extends LogStoreContract {
    private static final int SEGMENT_BYTES = 16_384;

    @TempDir private Path folder;

    @Override
    protected LogStore open() throws IOException {
        return SegmentedLog.open(FileDisk.open(folder), SEGMENT_BYTES);
    }

    @Override
    protected boolean isDurable() {
        return true;
    }
}
