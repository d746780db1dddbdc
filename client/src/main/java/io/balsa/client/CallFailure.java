package io.balsa.client;

import io.balsa.wire.v1.MemberAddress;

import org.jspecify.annotations.Nullable;

import java.util.Optional;

/// A call that ended without an answer. Its message names the member that was asked last and says
/// what it said.
public final class CallFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Reason reason;
    private final boolean mayHaveHappened;
    private final transient @Nullable MemberAddress leader;
    private final transient @Nullable Endpoint member;

    CallFailure(Reason reason, String message, boolean mayHaveHappened) {
        this(reason, message, mayHaveHappened, null, null);
    }

    CallFailure(
            Reason reason,
            String message,
            boolean mayHaveHappened,
            @Nullable MemberAddress leader,
            @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.mayHaveHappened = mayHaveHappened;
        this.leader = leader;
        this.member = cause instanceof CallFailure last ? last.member : null;
    }

    private CallFailure(CallFailure other, boolean mayHaveHappened, @Nullable Endpoint member) {
        super(other.getMessage(), other.getCause());
        this.reason = other.reason;
        this.mayHaveHappened = mayHaveHappened;
        this.leader = other.leader;
        this.member = member;
    }

    /// The same failure, of a call that this member was asked last.
    CallFailure at(Endpoint asked) {
        return new CallFailure(this, mayHaveHappened, asked);
    }

    /// The same failure of a call of which an earlier try may have been carried out.
    CallFailure afterDoubt() {
        return mayHaveHappened ? this : new CallFailure(this, true, member);
    }

    public Reason reason() {
        return reason;
    }

    /// Is it possible that the request was carried out, or still will be? When false, it was not
    /// and never will be. Always false of a read.
    public boolean mayHaveHappened() {
        return mayHaveHappened;
    }

    /// Who was asked last; empty where nobody was, or all were.
    public Optional<Endpoint> member() {
        return Optional.ofNullable(member);
    }

    /// Who leads, as far as the member that was asked knows.
    public Optional<MemberAddress> leader() {
        return Optional.ofNullable(leader);
    }
}
