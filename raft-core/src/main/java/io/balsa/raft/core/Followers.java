package io.balsa.raft.core;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.ToLongFunction;

/// Everybody that a leader replicates its log to, with what it knows of each; and what a quorum of
/// them has reached together.
///
/// These are the members of the effective membership, and former members until they have heard that
/// they are: so that they stop campaigning by themselves.
final class Followers {
    private final Knowledge state;
    private final SortedMap<MemberId, Progress> progress = new TreeMap<>();
    private final SortedMap<MemberId, Farewell> leaving = new TreeMap<>();
    private final long firstIndexOfTerm;

    /// The members of the group when a leader begins its term.
    Followers(Knowledge state) {
        this.state = state;
        firstIndexOfTerm = state.log().lastIndex() + 1;
        admit(state.committedMembership().membership());
        adapt();
    }

    private void admit(Membership membership) {
        var next = state.log().lastIndex() + 1;
        for (var member : membership.members()) {
            if (!member.equals(state.self())) {
                progress.computeIfAbsent(member, _ -> new Progress(next, state.now()));
            }
        }
    }

    /// Another membership is in force.
    void adapt() {
        var effective = state.effectiveMembership();
        admit(effective.membership());
        var members = effective.membership().members();
        for (var member : progress.keySet()) {
            if (!members.contains(member)) {
                leaving.computeIfAbsent(member, _ -> new Farewell(effective.index()));
            }
        }
    }

    /// Lets go of former members that know it, or have had the time to learn it.
    ///
    /// @param stamp of the messages that go out next
    void dismiss(long stamp) {
        if (leaving.isEmpty()) {
            return;
        }
        leaving.forEach((member, farewell) -> {
            if (farewell.isOver(requireNonNull(progress.get(member)), stamp, state)) {
                end(member, requireNonNull(progress.remove(member)));
            }
        });
        leaving.keySet().retainAll(progress.keySet());
    }

    /// This leader's time is over.
    void leave() {
        progress.forEach(this::end);
    }

    private void end(MemberId member, Progress follower) {
        if (follower.awaitsSnapshot()) {
            state.outbox().answer(new Effect.CancelSnapshot(member));
        }
    }

    /// What is known of `member`, null when the log is not replicated to it.
    @Nullable Progress of(MemberId member) {
        return progress.get(member);
    }

    /// What is known of `member`, if it still counts what that member answers to a message of this
    /// stamp; otherwise null.
    @Nullable Progress believed(MemberId member, long stamp) {
        var follower = progress.get(member);
        return follower != null && follower.believes(stamp) ? follower : null;
    }

    /// What is known of `member`, which says how much of this leader's log it holds; null when that
    /// is of no use any more.
    @Nullable Progress heard(MemberId member, Message.Acknowledgement answer) {
        var follower = progress.get(member);
        return follower != null
                        && answer.matched() <= state.log().lastIndex()
                        && follower.hear(answer, Math.max(firstIndexOfTerm, state.commit()))
                ? follower
                : null;
    }

    /// Is a snapshot on its way to anybody? What comes behind it will be needed next.
    boolean awaitSnapshot() {
        return progress.values().stream().anyMatch(Progress::awaitsSnapshot);
    }

    void forEach(BiConsumer<MemberId, Progress> action) {
        progress.forEach(action);
    }

    /// What is known of each, for others to look at.
    SortedMap<MemberId, FollowerProgress> described() {
        var described = new TreeMap<MemberId, FollowerProgress>();
        progress.forEach((member, follower) -> described.put(member, follower.describe()));
        return described;
    }

    SortedMap<MemberId, Long> matched() {
        var matched = new TreeMap<MemberId, Long>();
        progress.forEach((member, follower) -> matched.put(member, follower.matched()));
        return matched;
    }

    /// The last entry that all of them are known to hold; [Long#MAX_VALUE] when there is nobody.
    long matchedByAll() {
        var reached = Long.MAX_VALUE;
        for (var follower : progress.values()) {
            reached = Math.min(reached, follower.matched());
        }
        return reached;
    }

    /// The last entry that a quorum has on disk (§5.3).
    long matchedByQuorum() {
        return reachedByQuorum(
                member -> {
                    var follower = progress.get(member);
                    return follower == null
                            ? (member.equals(state.self()) ? state.durability().index() : 0)
                            : follower.matched();
                },
                0);
    }

    /// The latest stamp that a quorum has answered: this member still led when that was sent.
    long stampOfQuorum() {
        return reachedByQuorum(
                member -> {
                    var follower = progress.get(member);
                    return follower == null ? ownStamp(member) : follower.acknowledgedStamp();
                },
                Message.NO_STAMP);
    }

    /// The latest time at which a quorum was heard, or began to follow.
    long quorumHeardAt() {
        return reachedByQuorum(
                member -> {
                    var follower = progress.get(member);
                    return follower == null ? ownStamp(member) : follower.heardAt();
                },
                Message.NO_STAMP);
    }

    /// What a majority has reached of those that hold what they acknowledged, or everybody.
    private long reachedByQuorum(ToLongFunction<MemberId> reached, long nothing) {
        var membership = state.membership();
        if (!isAnyUnproven()) {
            return membership.reachedByQuorum(reached);
        }
        var byProven =
                membership.reachedByQuorum(
                        member -> isUnproven(member) ? nothing : reached.applyAsLong(member));
        var byAll = membership.voters().stream().mapToLong(reached).min().orElse(nothing);
        return Math.max(byProven, byAll);
    }

    private boolean isAnyUnproven() {
        for (var follower : progress.values()) {
            if (follower.doubt().exists()) {
                return true;
            }
        }
        return state.ballot().unproven();
    }

    private boolean isUnproven(MemberId member) {
        var follower = progress.get(member);
        return follower == null ? state.ballot().unproven() : follower.doubt().exists();
    }

    /// Has `member` answered anything sent within the last shortest election timeout?
    boolean isHeard(MemberId member) {
        var follower = progress.get(member);
        return follower != null
                && follower.acknowledgedStamp() > state.now() - state.timing().electionMinNanos();
    }

    /// A leader always hears itself.
    private long ownStamp(MemberId member) {
        return member.equals(state.self()) ? Long.MAX_VALUE : Message.NO_STAMP;
    }
}
