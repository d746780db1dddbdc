package io.balsa.raft.node;

/// How much a member lets pile up outside the protocol. Beyond a limit it refuses, at once and with
/// an error that names the limit.
///
/// @param commandBytesMax the largest command
/// @param inboxRequestsMax proposals and reads that wait for their turn
/// @param inboxMessagesMax messages from others that wait for their turn; more are dropped, which
///   the protocol repairs
/// @param recentBytesMax bytes of recent entries kept in memory, so that followers that keep up
///   never cause a read from disk
public record NodeLimits(
        int commandBytesMax, int inboxRequestsMax, int inboxMessagesMax, long recentBytesMax) {
    public static final NodeLimits DEFAULT = new NodeLimits(2 << 20, 65_536, 16_384, 64L << 20);

    public NodeLimits {
        if (commandBytesMax <= 0
                || inboxRequestsMax <= 0
                || inboxMessagesMax <= 0
                || recentBytesMax <= 0) {
            throw new IllegalArgumentException("every limit must be positive");
        }
    }
}
