package io.balsa.client;

import io.balsa.wire.v1.ExecuteResponse;
import io.balsa.wire.v1.Pair;

import java.util.List;
import java.util.Optional;

/// What the store answers to each kind of command.
public sealed interface Answer {
    /// Who gave the answer, and when.
    Origin origin();

    /// Who gave an answer, and when.
    ///
    /// @param member the member that answered
    /// @param term the term in which it was decided
    /// @param revision the store's: every command that changes something has one of its own
    record Origin(long member, long term, long revision) {
        static Origin of(ExecuteResponse answer) {
            return new Origin(answer.getMemberId(), answer.getTerm(), answer.getRevision());
        }
    }

    /// To a put.
    ///
    /// @param previous the pair that was overwritten
    record Put(Origin origin, Optional<Pair> previous) implements Answer {}

    /// To a delete.
    ///
    /// @param count of the keys that were deleted
    record Deleted(Origin origin, long count) implements Answer {}

    /// To a get.
    ///
    /// @param pair empty when the key is not there
    record Got(Origin origin, Optional<Pair> pair) implements Answer {}

    /// To a compare-and-set.
    ///
    /// @param succeeded was the key as expected, and is it as wanted now?
    /// @param actual what is there instead when it was not; empty when the key is not there
    record Swapped(Origin origin, boolean succeeded, Optional<Pair> actual) implements Answer {}

    /// To a range.
    ///
    /// @param pairs in the order of their keys
    /// @param more did the limit cut pairs off?
    /// @param count of the keys in the range, whatever the limit
    record Page(Origin origin, List<Pair> pairs, boolean more, long count) implements Answer {}
}
