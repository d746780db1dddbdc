package io.balsa.raft.grpc;

import java.util.concurrent.atomic.LongAdder;

/// Counts what [GrpcStatistics] reports.
final class Counters {
    final LongAdder framesSent = new LongAdder();
    final LongAdder messagesSent = new LongAdder();
    final LongAdder bytesSent = new LongAdder();
    final LongAdder messagesDropped = new LongAdder();
    final LongAdder framesReceived = new LongAdder();
    final LongAdder messagesReceived = new LongAdder();
    final LongAdder bytesReceived = new LongAdder();
    final LongAdder framesRefused = new LongAdder();
    final LongAdder connectionsLost = new LongAdder();
    final LongAdder handshakesRefused = new LongAdder();
    final LongAdder strangersTurnedAway = new LongAdder();

    GrpcStatistics statistics() {
        return new GrpcStatistics(
                new GrpcStatistics.Sent(
                        framesSent.sum(),
                        messagesSent.sum(),
                        bytesSent.sum(),
                        messagesDropped.sum()),
                new GrpcStatistics.Received(
                        framesReceived.sum(),
                        messagesReceived.sum(),
                        bytesReceived.sum(),
                        framesRefused.sum()),
                new GrpcStatistics.Connections(
                        connectionsLost.sum(), handshakesRefused.sum(), strangersTurnedAway.sum()));
    }
}
