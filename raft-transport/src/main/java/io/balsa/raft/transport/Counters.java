package io.balsa.raft.transport;

import java.util.concurrent.atomic.LongAdder;

/// Counts what [TransportStatistics] reports.
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

    TransportStatistics statistics() {
        return new TransportStatistics(
                new TransportStatistics.Sent(
                        framesSent.sum(),
                        messagesSent.sum(),
                        bytesSent.sum(),
                        messagesDropped.sum()),
                new TransportStatistics.Received(
                        framesReceived.sum(),
                        messagesReceived.sum(),
                        bytesReceived.sum(),
                        framesRefused.sum()),
                new TransportStatistics.Connections(
                        connectionsLost.sum(), handshakesRefused.sum(), strangersTurnedAway.sum()));
    }
}
