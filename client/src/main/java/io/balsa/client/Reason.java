package io.balsa.client;

/// Why a call failed.
public enum Reason {
    /// The request makes no sense; sent again as it is, it never will.
    INVALID,
    /// The member wants to see an admin token or a certificate; the message says which.
    UNAUTHENTICATED,
    /// The group has no such member.
    UNKNOWN_MEMBER,
    /// No member could be reached.
    UNREACHABLE,
    /// No leader is known, or it changed before the request was decided.
    NO_LEADER,
    /// Only the leader can do this, and the member that was asked does not lead.
    NOT_LEADER,
    /// A limit of the client or of the group is reached; later, it may work.
    OVERLOADED,
    /// The leader's disk has no room. Reads go on.
    DISK_FULL,
    /// Larger than the group takes.
    TOO_LARGE,
    /// It was not answered within its deadline; the cause is what the last try met.
    TIMED_OUT,
    /// The member is shutting down or has failed.
    STOPPED,
    /// The store has forgotten the client's session. The next write begins a new one.
    SESSION_LOST,
    /// The group refuses the change as it is now; the message says what to do.
    CHANGE_REFUSED,
    /// The member is in a group already.
    ALREADY_INITIALIZED,
    /// The client was closed, or its thread interrupted.
    CLOSED,
    /// A bug of the member, or it is none of Balsa's; its log says more.
    INTERNAL;

    /// May the same call succeed soon, with nothing done but waiting or asking another member?
    public boolean isPassing() {
        return switch (this) {
            case UNREACHABLE, NO_LEADER, NOT_LEADER, OVERLOADED, TIMED_OUT, STOPPED -> true;
            case INVALID,
                    UNAUTHENTICATED,
                    UNKNOWN_MEMBER,
                    DISK_FULL,
                    TOO_LARGE,
                    SESSION_LOST,
                    CHANGE_REFUSED,
                    ALREADY_INITIALIZED,
                    CLOSED,
                    INTERNAL ->
                    false;
        };
    }
}
