package io.balsa.raft.node;

import io.balsa.raft.core.ChangeRefusal;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Role;

import org.jspecify.annotations.Nullable;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// How far a follower has caught up with its leader.
///
/// @param matchedIndex it is known to hold the leader's log up to here
/// @param lastIndex the last entry of the leader's log
/// @param snapshot how far a snapshot has come that is on its way to it, null when none is
public record CatchUp(
        MemberId member, long matchedIndex, long lastIndex, @Nullable SnapshotTransfer snapshot) {
    /// How many entries it lacks.
    public long lagEntries() {
        return lastIndex - matchedIndex;
    }

    private boolean isAt(CatchUp other) {
        return matchedIndex == other.matchedIndex && Objects.equals(snapshot, other.snapshot);
    }

    /// Looks at the states of a leader until a follower has caught up, or cannot be waited for any
    /// more.
    static final class Watch {
        private final MemberId member;
        private final long lagEntriesMax;
        private final Consumer<CatchUp> onProgress;
        private final CompletableFuture<RaftState> answer;
        private @Nullable CatchUp told;
        private boolean hasLed;

        /// @param answer fails when there is nothing to wait for
        Watch(
                MemberId member,
                long lagEntriesMax,
                Consumer<CatchUp> onProgress,
                CompletableFuture<RaftState> answer) {
            this.member = member;
            this.lagEntriesMax = lagEntriesMax;
            this.onProgress = onProgress;
            this.answer = answer;
        }

        /// Has it caught up, or is there nothing to wait for?
        boolean isOver(RaftState state) {
            var refusal = refusal(state);
            if (refusal != null) {
                answer.completeExceptionally(refusal);
                return true;
            }
            hasLed = true;
            return isCaughtUp(state);
        }

        private RaftException.@Nullable ChangeRefused refusal(RaftState state) {
            var membership = state.membership();
            if (!(state.role() instanceof Role.Leader)) {
                return hasLed
                        ? new RaftException.ChangeRefused(
                                new ChangeRefusal.LeadershipLost(),
                                "this member does not lead any more, so it cannot tell how far"
                                        + " member %s is; ask the next leader".formatted(member))
                        : ChangeRefusals.asException(
                                new ChangeRefusal.NotLeader(state.leader()), membership);
            }
            return membership.addresses().containsKey(member)
                    ? null
                    : ChangeRefusals.asException(
                            new ChangeRefusal.UnknownMember(member), membership);
        }

        private boolean isCaughtUp(RaftState state) {
            var follower = state.followers().get(member);
            if (follower == null) {
                return member.equals(state.member());
            }
            var progress =
                    new CatchUp(
                            member,
                            follower.matchedIndex(),
                            state.lastEntry().index(),
                            follower.snapshot());
            if (told == null || !progress.isAt(told)) {
                told = progress;
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
