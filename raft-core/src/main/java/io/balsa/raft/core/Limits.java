package io.balsa.raft.core;

/// How much a leader lets pile up. Beyond a limit it waits or refuses.
///
/// @param messageEntriesMax entries in one [Message.AppendEntries]
/// @param messageBytesMax payload bytes in one [Message.AppendEntries]; a larger entry goes alone
/// @param inFlightMessagesMax messages with entries under way to one follower
/// @param inFlightBytesMax payload bytes under way to one follower
/// @param uncommittedEntriesMax entries in the leader's log that no quorum holds yet
/// @param uncommittedBytesMax payload bytes that a leader has taken in and no quorum holds yet; a
///   larger proposal is taken in alone
public record Limits(
        int messageEntriesMax,
        int messageBytesMax,
        int inFlightMessagesMax,
        long inFlightBytesMax,
        long uncommittedEntriesMax,
        long uncommittedBytesMax) {

    public static final Limits DEFAULT =
            new Limits(4_096, 1 << 20, 128, 16L << 20, 65_536, 64L << 20);

    public Limits {
        if (messageEntriesMax <= 0
                || messageBytesMax <= 0
                || inFlightMessagesMax <= 0
                || inFlightBytesMax <= 0
                || uncommittedEntriesMax <= 0
                || uncommittedBytesMax <= 0) {
            throw new IllegalArgumentException("every limit must be positive");
        }
    }
}
