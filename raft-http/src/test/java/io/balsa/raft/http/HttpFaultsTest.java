package io.balsa.raft.http;

import io.balsa.raft.testkit.contract.LoopbackNetwork;
import io.balsa.raft.testkit.contract.NetworkFaultsContract;

class HttpFaultsTest extends NetworkFaultsContract {
    @Override
    protected LoopbackNetwork<?> network(long pingMillis, int pingsMissedMax) {
        return new HttpNetwork(HttpNetwork.timing(pingMillis, pingsMissedMax)).loopback();
    }
}
