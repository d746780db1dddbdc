package io.balsa.raft.node;

import io.balsa.raft.core.MemberId;

import java.util.function.Consumer;

/// How far a follower has caught up with its leader.
///
/// @param matchedIndex it is known to hold the leader's log up to here
/// @param lastIndex the last entry of the leader's log
public record CatchUp(MemberId member, long matchedIndex, long lastIndex) {
    /// How many entries it lacks.
    public long lagEntries() {
        return lastIndex - matchedIndex;
    }

    /// Looks at the states of a leader until a follower has caught up.
    static final class Watch {
        private final MemberId member;
        private final long lagEntriesMax;
        private final Consumer<CatchUp> onProgress;
        private long told = -1;

        Watch(MemberId member, long lagEntriesMax, Consumer<CatchUp> onProgress) {
            this.member = member;
            this.lagEntriesMax = lagEntriesMax;
            this.onProgress = onProgress;
        }

        boolean isCaughtUp(RaftState state) {
            var follower = state.followers().get(member);
            if (follower == null) {
                return false;
            }
            var matched = follower.matchedIndex();
            var progress = new CatchUp(member, matched, state.lastEntry().index());
            if (matched != told) {
                told = matched;
                onProgress.accept(progress);
            }
            return progress.lagEntries() <= lagEntriesMax;
        }

        @Override
        public String toString() {
            return "member %s to lag behind by at most %d entries".formatted(member, lagEntriesMax);
        }
    }
}
