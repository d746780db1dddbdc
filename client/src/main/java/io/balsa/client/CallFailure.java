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
    }

    /// The same failure of a call of which an earlier try may have been carried out.
    CallFailure afterDoubt() {
        return mayHaveHappened
                ? this
                : new CallFailure(reason, "" + getMessage(), true, leader, getCause());
    }

    public Reason reason() {
        return reason;
    }

    /// Is it possible that the request was carried out, or still will be? When false, it was not
    /// and never will be. Always false of a read.
    public boolean mayHaveHappened() {
        return mayHaveHappened;
    }

    /// Who leads, as far as the member that was asked knows.
    public Optional<MemberAddress> leader() {
        return Optional.ofNullable(leader);
    }
}
