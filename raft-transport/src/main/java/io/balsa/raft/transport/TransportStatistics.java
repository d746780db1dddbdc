package io.balsa.raft.transport;

/// What a transport has done since it was opened.
public record TransportStatistics(Sent sent, Received received, Connections connections) {
    /// What went out.
    ///
    /// @param bytes of frames
    /// @param messagesDropped for want of a connection or of room
    public record Sent(long frames, long messages, long bytes, long messagesDropped) {}

    /// What came in.
    ///
    /// @param bytes of frames
    /// @param framesRefused that made no sense; nothing of them was delivered
    public record Received(long frames, long messages, long bytes, long framesRefused) {}

    /// What became of connections.
    ///
    /// @param lost connections to other members that broke or were given up
    /// @param handshakesRefused by this member, whoever dialled
    /// @param strangersTurnedAway connections that spoke something else than this protocol
    public record Connections(long lost, long handshakesRefused, long strangersTurnedAway) {}
}
