package io.balsa.client;

/// What a client holds at most. What is over it is refused at once with [Reason#OVERLOADED].
///
/// @param inFlightCallsMax calls without an answer, of all kinds together
/// @param unansweredWritesMax numbers from the oldest write without an answer to the newest; the
///   store forgets the answers of a session beyond [#STORE_ANSWERS_MAX]
/// @param answerBytesMax bytes of one answer
public record ClientLimits(int inFlightCallsMax, int unansweredWritesMax, int answerBytesMax) {
    /// What a store remembers of a session.
    public static final int STORE_ANSWERS_MAX = 256;

    public static final ClientLimits DEFAULT = new ClientLimits(1_024, STORE_ANSWERS_MAX, 64 << 20);

    /// @throws IllegalArgumentException if it makes no sense; the message says why
    public ClientLimits {
        if (inFlightCallsMax < 1 || unansweredWritesMax < 1 || answerBytesMax < 1) {
            throw new IllegalArgumentException("every limit must be positive");
        }
        if (unansweredWritesMax > STORE_ANSWERS_MAX) {
            throw new IllegalArgumentException(
                    "%d unanswered writes: the store remembers the answers of %d"
                            .formatted(unansweredWritesMax, STORE_ANSWERS_MAX));
        }
    }
}
