package io.balsa.raft.testkit.contract;

import io.balsa.raft.log.LogStore;
import io.balsa.raft.log.MemoryLog;

class MemoryLogTest extends LogStoreContract {
    @Override
    protected LogStore open() {
        return new MemoryLog();
    }

    @Override
    protected boolean isDurable() {
        return false;
    }
}
