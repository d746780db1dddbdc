package io.balsa.raft.testkit.exhaustive;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.SortedSet;

/// What an exploration found.
///
/// @param states of the whole group
/// @param transitions from a state to another or to itself
/// @param depth the longest way that the search went from the beginning
/// @param memberStates states of single members
/// @param coreSteps steps taken with the real core
/// @param items messages, and facts that the rules need
/// @param seen the kinds of messages and facts among them, the terms that had a leader, and the
///   stages of joint memberships
/// @param violation the rule that does not hold, null when all do
/// @param way what led there, one step per line
record Census(
        Bounds bounds,
        long states,
        long transitions,
        int depth,
        int memberStates,
        long coreSteps,
        int items,
        SortedSet<String> seen,
        Duration time,
        @Nullable String violation,
        String way) {

    /// What these bounds are for and was not met: an exploration that has stopped to explore it.
    List<String> unmet() {
        return bounds.purpose().stream().filter(kind -> !seen.contains(kind)).toList();
    }

    @Override
    public String toString() {
        return "%s%n%,d states, %,d transitions, depth %,d; %,d states of single members, "
                        .formatted(bounds, states, transitions, depth, memberStates)
                + "%,d steps of the core, %,d messages and facts; %.1f s%s"
                        .formatted(
                                coreSteps,
                                items,
                                time.toMillis() / 1e3,
                                violation == null ? "" : "%n%s%n%s".formatted(violation, way));
    }
}
