package io.balsa.raft.testkit.network;

import io.balsa.raft.testkit.contract.TransportContract;
import io.balsa.raft.testkit.contract.TransportNetwork;

class MemoryNetworkContractTest extends TransportContract {
    private static final int MESSAGE_BYTES_MAX = 1 << 20;

    private final MemoryNetwork network = new MemoryNetwork(MESSAGE_BYTES_MAX);

    @Override
    protected TransportNetwork network() {
        return network;
    }

    @Override
    protected int oversizeBytes() {
        return MESSAGE_BYTES_MAX;
    }
}
