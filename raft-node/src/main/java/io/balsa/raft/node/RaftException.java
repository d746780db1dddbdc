package io.balsa.raft.node;

import static java.util.Objects.requireNonNull;

import io.balsa.raft.core.ChangeRefusal;

import org.jspecify.annotations.Nullable;

/// Why a request did not get its answer. [#mayHaveHappened] is what a caller needs to know before
/// it tries again.
public abstract sealed class RaftException extends Exception {
    private static final long serialVersionUID = 1;

    private final boolean mayHaveHappened;

    private RaftException(String message, boolean mayHaveHappened) {
        super(message);
        this.mayHaveHappened = mayHaveHappened;
    }

    /// Is it possible that the command was applied, or still will be? When false, it was not and
    /// never will be.
    public final boolean mayHaveHappened() {
        return mayHaveHappened;
    }

    /// No leader is known right now. Try again soon, or ask another member. A member that was
    /// removed from its group answers so for ever, and says that it was.
    public static final class NoLeader extends RaftException {
        private static final long serialVersionUID = 1;

        public NoLeader(String message) {
            super(message, false);
        }
    }

    /// The leader changed before the command was committed, and another entry took its place.
    public static final class Superseded extends RaftException {
        private static final long serialVersionUID = 1;

        public Superseded(String message) {
            super(message, false);
        }
    }

    /// A limit was reached. The message names it.
    public static final class Overloaded extends RaftException {
        private static final long serialVersionUID = 1;

        private final String limit;

        public Overloaded(String limit, String message) {
            super(message, false);
            this.limit = limit;
        }

        /// The name of the limit.
        public String limit() {
            return limit;
        }
    }

    /// The command was meant for the leader of another term than the present one, and was not
    /// taken. Look at the state again before you try again.
    public static final class OtherTerm extends RaftException {
        private static final long serialVersionUID = 1;

        public OtherTerm(String message) {
            super(message, false);
        }
    }

    /// The disk has no room for the command. Nothing is lost; it goes on once there is room again.
    public static final class DiskFull extends RaftException {
        private static final long serialVersionUID = 1;

        public DiskFull(String message) {
            super(message, false);
        }
    }

    /// The command is larger than the group takes.
    public static final class TooLarge extends RaftException {
        private static final long serialVersionUID = 1;

        public TooLarge(String message) {
            super(message, false);
        }
    }

    /// The command was handed over, and no answer came.
    public static final class OutcomeUnknown extends RaftException {
        private static final long serialVersionUID = 1;

        public OutcomeUnknown(String message) {
            super(message, true);
        }
    }

    /// The membership or the leadership stays as it is. The message says why and what to do.
    public static final class ChangeRefused extends RaftException {
        private static final long serialVersionUID = 1;

        private final transient @Nullable ChangeRefusal reason;

        public ChangeRefused(ChangeRefusal reason, String message) {
            super(message, reason instanceof ChangeRefusal.LeadershipLost);
            this.reason = reason;
        }

        /// The cause, for programs.
        public ChangeRefusal reason() {
            return requireNonNull(reason, "an exception does not travel");
        }
    }

    /// What was awaited did not come about in time. The message says what was seen instead.
    public static final class TimedOut extends RaftException {
        private static final long serialVersionUID = 1;

        public TimedOut(String message) {
            super(message, false);
        }
    }

    /// The member is shutting down or has failed. Commands handed over before may be committed by
    /// the others.
    public static final class Stopped extends RaftException {
        private static final long serialVersionUID = 1;

        public Stopped(String message, boolean mayHaveHappened) {
            super(message, mayHaveHappened);
        }
    }
}
