package io.balsa.raft.core;

import org.jspecify.annotations.Nullable;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/// Everybody that a leader replicates its log to, with what it knows of each; and what a quorum of
/// them has reached together.
final class Followers {
    private final Knowledge state;
    private final SortedMap<MemberId, Progress> progress = new TreeMap<>();

    /// The members of the group as it is when a leader begins its term.
    Followers(Knowledge state) {
        this.state = state;
        var next = state.log().lastIndex() + 1;
        for (var member : state.membership().members()) {
            if (!member.equals(state.self())) {
                progress.put(member, new Progress(next, state.now()));
            }
        }
    }

    /// What is known of `member`, null when the log is not replicated to it.
    @Nullable Progress of(MemberId member) {
        return progress.get(member);
    }

    void forEach(BiConsumer<MemberId, Progress> action) {
        progress.forEach(action);
    }

    SortedMap<MemberId, Long> matched() {
        var matched = new TreeMap<MemberId, Long>();
        progress.forEach((member, follower) -> matched.put(member, follower.matched()));
        return matched;
    }

    /// The last entry that a quorum has on disk (§5.3).
    long matchedByQuorum() {
        return state.membership()
                .reachedByQuorum(member -> {
                    var follower = progress.get(member);
                    return follower == null
                            ? (member.equals(state.self()) ? state.durability().index() : 0)
                            : follower.matched();
                });
    }

    /// The latest stamp that a quorum has answered: this member still led when that was sent.
    long stampOfQuorum() {
        return state.membership()
                .reachedByQuorum(member -> {
                    var follower = progress.get(member);
                    return follower == null ? ownStamp(member) : follower.acknowledgedStamp();
                });
    }

    /// The latest time at which a quorum was heard, or began to follow.
    long quorumHeardAt() {
        return state.membership()
                .reachedByQuorum(member -> {
                    var follower = progress.get(member);
                    return follower == null ? ownStamp(member) : follower.heardAt();
                });
    }

    /// A leader always hears itself.
    private long ownStamp(MemberId member) {
        return member.equals(state.self()) ? Long.MAX_VALUE : Message.NO_STAMP;
    }
}
