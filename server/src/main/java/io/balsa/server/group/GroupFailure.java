package io.balsa.server.group;

import io.balsa.raft.core.ChangeRefusal;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.node.RaftException;

import org.jspecify.annotations.Nullable;

/// Why the group is not as an operator wants it. The message is for people and says what to do.
public final class GroupFailure extends Exception {
    private static final long serialVersionUID = 1;

    private final Reason reason;
    private final boolean mayHaveHappened;
    private final transient @Nullable MemberId leader;

    public GroupFailure(Reason reason, String message) {
        this(reason, message, false, null);
    }

    public GroupFailure(
            Reason reason, String message, boolean mayHaveHappened, @Nullable MemberId leader) {
        super(message, null, false, false);
        this.reason = reason;
        this.mayHaveHappened = mayHaveHappened;
        this.leader = leader;
    }

    static GroupFailure of(RaftException failure) {
        var leader =
                failure instanceof RaftException.ChangeRefused refused
                                && refused.reason() instanceof ChangeRefusal.NotLeader(var known)
                        ? known
                        : null;
        return new GroupFailure(
                reason(failure),
                String.valueOf(failure.getMessage()),
                failure.mayHaveHappened(),
                leader);
    }

    private static Reason reason(RaftException failure) {
        return switch (failure) {
            case RaftException.ChangeRefused refused -> reason(refused.reason());
            case RaftException.NoLeader _ -> Reason.NO_LEADER;
            case RaftException.Superseded _, RaftException.OtherTerm _ -> Reason.LEADER_CHANGED;
            case RaftException.Overloaded _ -> Reason.OVERLOADED;
            case RaftException.DiskFull _ -> Reason.DISK_FULL;
            case RaftException.TooLarge _ -> Reason.INVALID;
            case RaftException.OutcomeUnknown _, RaftException.TimedOut _ -> Reason.TIMED_OUT;
            case RaftException.Stopped _ -> Reason.STOPPED;
        };
    }

    private static Reason reason(ChangeRefusal refusal) {
        return switch (refusal) {
            case ChangeRefusal.NotLeader(var leader) ->
                    leader == null ? Reason.NO_LEADER : Reason.NOT_LEADER;
            case ChangeRefusal.NotReady _ -> Reason.NO_LEADER;
            case ChangeRefusal.LeadershipLost _ -> Reason.LEADER_CHANGED;
            case ChangeRefusal.GroupExists _ -> Reason.ALREADY_FOUNDED;
            case ChangeRefusal.NotAFounder _ -> Reason.INVALID;
            case ChangeRefusal.UnknownMember _ -> Reason.UNKNOWN_MEMBER;
            case ChangeRefusal.InProgress _,
                    ChangeRefusal.MovedOn _,
                    ChangeRefusal.EmptyMembership _,
                    ChangeRefusal.MemberExists _,
                    ChangeRefusal.ReusedId _,
                    ChangeRefusal.NotCaughtUp _,
                    ChangeRefusal.CancelledByRemoval _,
                    ChangeRefusal.NotAVoter _,
                    ChangeRefusal.Transferring _ ->
                    Reason.REFUSED;
            case ChangeRefusal.TransferTimedOut _ -> Reason.TIMED_OUT;
        };
    }

    public Reason reason() {
        return reason;
    }

    /// Is it possible that it was done, or still will be? When false, it was not and never will be.
    public boolean mayHaveHappened() {
        return mayHaveHappened;
    }

    /// Who leads instead, where this member knows and it makes a difference.
    public @Nullable MemberId leader() {
        return leader;
    }

    /// The reasons.
    public enum Reason {
        /// The request makes no sense.
        INVALID,
        /// The group has no such member, or not in the part that the request speaks of.
        UNKNOWN_MEMBER,
        /// The group is founded already.
        ALREADY_FOUNDED,
        /// Not as the membership is now.
        REFUSED,
        /// No leader is known.
        NO_LEADER,
        /// Another member leads.
        NOT_LEADER,
        /// Leadership changed meanwhile.
        LEADER_CHANGED,
        /// A limit is reached.
        OVERLOADED,
        /// The disk has no room.
        DISK_FULL,
        /// It did not come about in time.
        TIMED_OUT,
        /// This member is shutting down, or has failed.
        STOPPED
    }
}
