package io.balsa.raft.transport;

/// How much the transport takes in one piece and lets pile up.
///
/// @param frameBytesTarget a frame is full when its messages have this size; one larger message
///   goes alone
/// @param frameBytesMax the size of the largest frame that is sent and accepted; the same in all
///   members of a cluster, and larger than any entry
/// @param queuedMessagesMax messages that wait for one member
/// @param queuedBytesMax payload bytes that wait for one member
/// @param connectionsMax connections that are accepted at a time
public record TransportLimits(
        int frameBytesTarget,
        int frameBytesMax,
        int queuedMessagesMax,
        long queuedBytesMax,
        int connectionsMax) {

    public static final TransportLimits DEFAULT =
            new TransportLimits(256 << 10, 16 << 20, 16_384, 64L << 20, 256);

    private static final int FRAME_BYTES_LIMIT = 512 << 20;

    public TransportLimits {
        if (frameBytesTarget <= 0
                || frameBytesMax < frameBytesTarget
                || frameBytesMax > FRAME_BYTES_LIMIT
                || queuedMessagesMax <= 0
                || queuedBytesMax <= 0
                || connectionsMax <= 0) {
            throw new IllegalArgumentException(
                    "limits are positive, a frame's target is at most its maximum, and that at most"
                            + " "
                            + FRAME_BYTES_LIMIT);
        }
    }
}
