package io.balsa.server;

import io.balsa.raft.transport.TransportLimits;
import io.balsa.server.config.ServerConfig;

/// How large what goes through a member may be, all from what a request may be at most.
final class Sizes {
    /// What a request may have around its keys and values.
    private static final int OVERHEAD_BYTES = 512 << 10;

    private Sizes() {}

    /// A request of a client, and the command that it becomes.
    static int commandBytesMax(ServerConfig config) {
        return config.limits().requests().requestBytesMax() + OVERHEAD_BYTES;
    }

    /// What members send each other: no frame is too small for the largest command.
    static TransportLimits peerLimits(ServerConfig config) {
        var usual = TransportLimits.DEFAULT;
        return new TransportLimits(
                usual.frameBytesTarget(),
                Math.max(usual.frameBytesMax(), 2 * commandBytesMax(config)),
                usual.queuedMessagesMax(),
                usual.queuedBytesMax(),
                usual.connectionsMax());
    }
}
