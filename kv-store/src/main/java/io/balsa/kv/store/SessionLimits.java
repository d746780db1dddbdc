package io.balsa.kv.store;

/// How much the store remembers to recognise commands that are sent again ([Once]).
///
/// What is forgotten is part of the replicated state: all members must have the same limits, and a
/// running group must not change them.
///
/// @param sessionsMax sessions; beyond it, those used longest ago are forgotten
/// @param answersMax answers per session; beyond it, those of the lowest serials are forgotten
/// @param answerBytesMax bytes of all answers together, about; beyond it, the sessions used longest
///   ago are forgotten, but not the one in use
public record SessionLimits(int sessionsMax, int answersMax, long answerBytesMax) {
    public static final SessionLimits DEFAULT = new SessionLimits(10_000, 256, 64L << 20);

    public SessionLimits {
        if (sessionsMax <= 0 || answersMax <= 0 || answerBytesMax <= 0) {
            throw new IllegalArgumentException("every limit must be positive");
        }
    }
}
