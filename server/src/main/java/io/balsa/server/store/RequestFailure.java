package io.balsa.server.store;

import io.balsa.kv.store.Excess;
import io.balsa.kv.store.Problem;
import io.balsa.raft.node.RaftException;

import java.util.Locale;

/// Why a request has no answer. [#mayHaveHappened] is what a client needs to know before it sends a
/// write again.
public final class RequestFailure extends Exception {
    private static final long serialVersionUID = 1;

    private final Kind kind;
    private final boolean mayHaveHappened;

    RequestFailure(Kind kind, String message, boolean mayHaveHappened) {
        super(message, null, false, false);
        this.kind = kind;
        this.mayHaveHappened = mayHaveHappened;
    }

    static RequestFailure of(RaftException failure) {
        var kind =
                switch (failure) {
                    case RaftException.NoLeader _, RaftException.ChangeRefused _ -> Kind.NO_LEADER;
                    case RaftException.Superseded _, RaftException.OtherTerm _ ->
                            Kind.LEADER_CHANGED;
                    case RaftException.Overloaded _ -> Kind.OVERLOADED;
                    case RaftException.DiskFull _ -> Kind.DISK_FULL;
                    case RaftException.TooLarge _ -> Kind.TOO_LARGE;
                    case RaftException.OutcomeUnknown _ -> Kind.LEADER_LOST;
                    case RaftException.TimedOut _ -> Kind.TIMED_OUT;
                    case RaftException.Stopped _ -> Kind.STOPPED;
                };
        var message = String.valueOf(failure.getMessage());
        return new RequestFailure(kind, message, failure.mayHaveHappened());
    }

    /// The same failure, of a request of which an earlier attempt may have happened.
    RequestFailure orWorse(boolean mayHaveHappened) {
        return mayHaveHappened == this.mayHaveHappened
                ? this
                : new RequestFailure(kind, String.valueOf(getMessage()), true);
    }

    /// The same failure in other words. Names the limit as the configuration does.
    static RequestFailure tooLarge(Problem problem, Excess excess) {
        var part = excess.part().name().toLowerCase(Locale.ROOT);
        var message =
                "%s: %s %d bytes, limits.%s_bytes_max is %d"
                        .formatted(
                                problem.message(),
                                excess.part() == Excess.Part.REQUEST
                                        ? "it has"
                                        : "a %s has".formatted(part),
                                excess.bytes(),
                                part,
                                excess.bytesMax());
        return new RequestFailure(Kind.TOO_LARGE, message, false);
    }

    RequestFailure withMessage(String message) {
        return new RequestFailure(kind, message, mayHaveHappened);
    }

    public Kind kind() {
        return kind;
    }

    /// Is it possible that a write was applied, or still will be? When false, it was not and never
    /// will be. Always false of a read.
    public boolean mayHaveHappened() {
        return mayHaveHappened;
    }

    /// The reasons.
    public enum Kind {
        /// No leader was found in time.
        NO_LEADER,
        /// The leader changed again and again.
        LEADER_CHANGED,
        /// The leader took the write over, and was not heard of again.
        LEADER_LOST,
        /// A limit was reached, which the message names.
        OVERLOADED,
        /// The leader's disk has no room. Reads go on.
        DISK_FULL,
        /// The request is larger than the group takes.
        TOO_LARGE,
        /// No quorum answered in time.
        TIMED_OUT,
        /// This member is shutting down, or has failed.
        STOPPED
    }
}
