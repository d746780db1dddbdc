package io.balsa.server.group;

import static java.util.Collections.unmodifiableSortedMap;
import static java.util.Collections.unmodifiableSortedSet;

import io.balsa.raft.core.EntryId;
import io.balsa.raft.core.MemberId;

import org.jspecify.annotations.Nullable;

import java.util.SortedMap;
import java.util.SortedSet;

/// What only the leader can do with its group. Asking again for what holds already is no error.
public sealed interface GroupRequest {
    /// Adds a member that receives the log and does not vote, or moves one that is there.
    ///
    /// @param address where the other members reach it, as `host:port`
    /// @param autoPromote make it a voter once it has caught up
    /// @param patienceNanos answer once it has caught up, at most after so long; 0 answers as soon
    ///   as it is a member
    record AddLearner(MemberId member, String address, boolean autoPromote, long patienceNanos)
            implements GroupRequest {}

    /// Makes learners vote, each once it has caught up.
    record Promote(SortedSet<MemberId> learners) implements GroupRequest {
        public Promote {
            learners = unmodifiableSortedSet(learners);
        }
    }

    /// Makes these the voters, whoever they are now.
    ///
    /// @param voters with their addresses; empty for those that are members already
    /// @param retain keep the others as learners
    record ReplaceVoters(SortedMap<MemberId, String> voters, boolean retain)
            implements GroupRequest {
        public ReplaceVoters {
            voters = unmodifiableSortedMap(voters);
        }
    }

    /// Removes voters and learners for good.
    record Remove(SortedSet<MemberId> members) implements GroupRequest {
        public Remove {
            members = unmodifiableSortedSet(members);
        }
    }

    /// Hands leadership over.
    ///
    /// @param to null for the voter that is the most up to date
    record Transfer(@Nullable MemberId to) implements GroupRequest {}

    /// A request, and the membership that it is meant for.
    ///
    /// @param expected the entry of that membership: when another is in force, the request is
    ///   refused; null for any
    record Conditional(GroupRequest request, @Nullable EntryId expected) {}

    /// Whatever the membership is.
    default Conditional always() {
        return new Conditional(this, null);
    }
}
