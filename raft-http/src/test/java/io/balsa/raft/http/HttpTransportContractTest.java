package io.balsa.raft.http;

import io.balsa.raft.testkit.contract.TransportContract;
import io.balsa.raft.testkit.contract.TransportNetwork;

import org.junit.jupiter.api.AfterEach;

import java.io.IOException;

class HttpTransportContractTest extends TransportContract {
    private final HttpNetwork network = new HttpNetwork(HttpNetwork.timing(250, 8));

    @Override
    protected TransportNetwork network() {
        return network.loopback();
    }

    @Override
    protected int oversizeBytes() {
        return HttpNetwork.LIMITS.frameBytesMax();
    }

    @AfterEach
    void close() throws IOException {
        network.close();
    }
}
