package io.balsa.raft.core;

import static java.util.Comparator.comparing;
import static java.util.Comparator.reverseOrder;

import org.jspecify.annotations.Nullable;

/// The leader's side of handing over (Raft thesis §3.10): takes no proposals, waits until the next
/// leader has all entries, then tells it to stand for election at once. Goes on leading when that
/// does not work out in time.
final class Transfer {
    private static final long NEVER = Long.MAX_VALUE;

    private final Knowledge state;
    private final Followers followers;
    private final long term;

    private @Nullable MemberId to;

    /// The shell's name for the transfer under way; null when nobody waits for it.
    private @Nullable Long transfer;

    private long giveUpAt = NEVER;
    private long tellAt;
    private boolean hasTold;
    private boolean isRetiring;

    Transfer(Knowledge state, Followers followers) {
        this.state = state;
        this.followers = followers;
        term = state.term();
    }

    /// Whom leadership is being handed to, null when it is not.
    @Nullable MemberId to() {
        return to;
    }

    /// May another member have been told, at any time in this term, to stand for election without
    /// waiting for this leader's silence?
    boolean hasTold() {
        return hasTold;
    }

    void request(Event.TransferRequested request) {
        var next = request.to() == null ? mostUpToDate() : request.to();
        if (to != null) {
            refuse(request.transfer(), new ChangeRefusal.Transferring(to));
        } else if (next == null) {
            refuse(request.transfer(), new ChangeRefusal.EmptyMembership());
        } else if (next.equals(state.self())) {
            state.outbox().answer(new Effect.TransferDone(request.transfer()));
        } else if (!state.membership().isVoter(next)) {
            refuse(request.transfer(), new ChangeRefusal.NotAVoter(next));
        } else {
            transfer = request.transfer();
            begin(next);
        }
    }

    /// This leader is no voter any more: it hands over, and stops leading in any case.
    void retire() {
        isRetiring = true;
        var next = mostUpToDate();
        if (next != null && (to == null || !state.membership().isVoter(to))) {
            begin(next);
        }
    }

    /// Of the voters to come, one that answers and has most of the log; null without any other.
    private @Nullable MemberId mostUpToDate() {
        return state.membership().voterSets().getLast().stream()
                .filter(voter -> followers.of(voter) != null)
                .max(
                        comparing(followers::isHeard)
                                .thenComparingLong(this::matched)
                                .thenComparing(reverseOrder()))
                .orElse(null);
    }

    private long matched(MemberId member) {
        var follower = followers.of(member);
        return follower == null ? 0 : follower.matched();
    }

    private void begin(MemberId next) {
        to = next;
        giveUpAt = state.now() + state.timing().electionMinNanos();
        tellAt = state.now();
    }

    /// Gives up when it has taken too long, or makes no sense any more.
    void passTime() {
        if (to == null || isRetiring) {
            return;
        }
        if (!state.membership().isVoter(to)) {
            giveUp(new ChangeRefusal.NotAVoter(to));
        } else if (state.now() >= giveUpAt) {
            giveUp(new ChangeRefusal.TransferTimedOut(to));
        }
    }

    private void giveUp(ChangeRefusal reason) {
        if (transfer != null) {
            refuse(transfer, reason);
        }
        transfer = null;
        to = null;
        giveUpAt = NEVER;
    }

    /// Is this a leader that ought to be none any more, and has waited long enough for another?
    boolean isOverdue() {
        return isRetiring && state.now() >= giveUpAt;
    }

    /// Tells the next leader, once it has all entries. Tells it again in a while: the message may
    /// be lost.
    void flush() {
        if (to != null && state.now() >= tellAt && matched(to) == state.log().lastIndex()) {
            state.outbox().send(to, new Message.TimeoutNow(term));
            tellAt = state.now() + state.timing().heartbeatNanos();
            hasTold = true;
        }
    }

    long deadline() {
        return to != null && matched(to) == state.log().lastIndex()
                ? Math.min(giveUpAt, tellAt)
                : giveUpAt;
    }

    /// This member leads no more. Was that in favour of another?
    void leave() {
        if (transfer == null) {
            return;
        }
        if (state.term() > term) {
            state.outbox().answer(new Effect.TransferDone(transfer));
        } else {
            refuse(transfer, new ChangeRefusal.LeadershipLost());
        }
    }

    private void refuse(long transfer, ChangeRefusal reason) {
        state.outbox().answer(new Effect.RefuseTransfer(transfer, reason));
    }
}
