package io.balsa.raft.node;

import java.time.Duration;

/// How much a member lets pile up outside the protocol. Beyond a limit it refuses, at once and with
/// an error that names the limit.
///
/// @param commandBytesMax the largest command
/// @param inboxRequestsMax proposals and reads that wait for their turn
/// @param inboxRequestBytesMax bytes of the commands among them
/// @param inboxMessagesMax messages from others that wait for their turn; more are dropped, which
///   the protocol repairs
/// @param inboxMessageBytesMax bytes of the entries and commands in them
/// @param readsMax reads that wait for their answer
/// @param recentBytesMax bytes of recent entries kept in memory for followers and for the state
///   machine, so that those that keep up never cause a read from disk; what all have is not kept
/// @param unappliedBytesMax bytes of entries that are committed and not applied yet; beyond it,
///   proposals are refused until the state machine has caught up
/// @param requestNanosMax how long an answer is awaited, in nanoseconds, unless the caller says
///   otherwise; [Long#MAX_VALUE] for as long as it takes
public record NodeLimits(
        int commandBytesMax,
        int inboxRequestsMax,
        long inboxRequestBytesMax,
        int inboxMessagesMax,
        long inboxMessageBytesMax,
        int readsMax,
        long recentBytesMax,
        long unappliedBytesMax,
        long requestNanosMax) {

    /// What an entry takes in memory beside its payload, about: counted with its bytes, so that
    /// many small ones count, too.
    static final long ENTRY_BYTES = 128;

    public static final NodeLimits DEFAULT =
            new NodeLimits(
                    2 << 20,
                    65_536,
                    64L << 20,
                    16_384,
                    64L << 20,
                    65_536,
                    16L << 20,
                    64L << 20,
                    Long.MAX_VALUE);

    public NodeLimits {
        if (commandBytesMax <= 0
                || inboxRequestsMax <= 0
                || inboxRequestBytesMax <= 0
                || inboxMessagesMax <= 0
                || inboxMessageBytesMax <= 0
                || readsMax <= 0
                || recentBytesMax <= 0
                || unappliedBytesMax <= 0
                || requestNanosMax <= 0) {
            throw new IllegalArgumentException("every limit must be positive");
        }
    }

    /// The same but for the largest command.
    public NodeLimits withCommandBytesMax(int bytes) {
        return new NodeLimits(
                bytes,
                inboxRequestsMax,
                inboxRequestBytesMax,
                inboxMessagesMax,
                inboxMessageBytesMax,
                readsMax,
                recentBytesMax,
                unappliedBytesMax,
                requestNanosMax);
    }

    /// The same, with answers awaited for so long unless the caller says otherwise.
    public NodeLimits withRequestsWithin(Duration patience) {
        return new NodeLimits(
                commandBytesMax,
                inboxRequestsMax,
                inboxRequestBytesMax,
                inboxMessagesMax,
                inboxMessageBytesMax,
                readsMax,
                recentBytesMax,
                unappliedBytesMax,
                Nanos.of(patience));
    }
}
