package io.balsa.raft.grpc;

import io.balsa.raft.testkit.contract.TransportContract;
import io.balsa.raft.testkit.contract.TransportNetwork;

import org.junit.jupiter.api.AfterEach;

import java.io.IOException;

class GrpcTransportContractTest extends TransportContract {
    private final TestNetwork network = new TestNetwork(TestNetwork.TIMING);

    @Override
    protected TransportNetwork network() {
        return network.loopback();
    }

    @Override
    protected int oversizeBytes() {
        return TestNetwork.LIMITS.frameBytesMax();
    }

    @AfterEach
    void close() throws IOException {
        network.close();
    }
}
