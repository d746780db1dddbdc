package io.balsa.raft.node;

import java.time.Duration;

/// How a request is to be treated, where there is a choice.
///
/// @param term the only term whose leader may take the commands, 0 for any term
/// @param patienceNanos how long the answer is awaited; 0 for the default of the set-up, which is
///   [NodeLimits#requestNanosMax()]
public record RequestOptions(long term, long patienceNanos) {
    /// Any leader may take the commands, and the set-up says how long the answer is awaited.
    public static final RequestOptions DEFAULT = new RequestOptions(0, 0);

    public RequestOptions {
        if (term < 0 || patienceNanos < 0) {
            throw new IllegalArgumentException(
                    "neither a term nor a time to wait is negative: %d, %d ns"
                            .formatted(term, patienceNanos));
        }
    }

    /// Only the leader of `term` may take the commands: for a caller whose command rests on what
    /// that leader has told it. Otherwise they are refused with [RaftException.OtherTerm].
    public RequestOptions inTerm(long term) {
        return new RequestOptions(term, patienceNanos);
    }

    /// The answer is awaited for so long. What becomes of a command afterwards is unknown
    /// ([RaftException.OutcomeUnknown]); a read fails with [RaftException.TimedOut].
    public RequestOptions within(Duration patience) {
        return new RequestOptions(term, Math.max(1, Nanos.of(patience)));
    }
}
