package io.balsa.examples.counter;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Membership;
import io.balsa.raft.core.MembershipChange.Promote;
import io.balsa.raft.core.MembershipChange.ReplaceVoters;
import io.balsa.raft.node.RaftNode;
import io.balsa.raft.node.RaftState;
import io.balsa.raft.node.SnapshotOptions;
import io.balsa.raft.node.TransferLimits;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What docs/guide.md shows of running a group.
final class Operations {
    static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final long LAG_ENTRIES_MAX = 100;

    private Operations() {}

    /// Makes `node` the only voter of a new group.
    static void found(RaftNode<?> node, String address) {
        var self = node.state().member();
        var alone = Membership.ofVoters(new TreeMap<>(Map.of(self, address)));
        node.membership().found(alone).join();
        node.await().leader(PATIENCE).join();
    }

    /// Adds a voter, once it has caught up.
    static void add(RaftNode<?> leader, MemberId id, String address) {
        var membership = leader.membership();
        membership.addLearner(id, address, false).join();
        membership.awaitCaughtUp(id, LAG_ENTRIES_MAX, PATIENCE, _ -> {}).join();
        membership.change(new Promote(new TreeSet<>(Set.of(id)))).join();
    }

    /// Puts a voter in the place of one that is lost, unless somebody else changes the membership
    /// meanwhile.
    static void replace(RaftNode<?> leader, MemberId lost, MemberId replacement, String address) {
        var seen = leader.state().effective();
        var voters = new TreeMap<>(seen.membership().addresses());
        voters.keySet().retainAll(seen.membership().voters());
        voters.remove(lost);
        voters.put(replacement, address);
        leader.membership().change(new ReplaceVoters(voters, false), seen.id()).join();
    }

    /// Has this member heard of a leader within a second?
    static boolean isFresh(RaftNode<?> node, Counter counter) {
        var read = node.readLocal(counter::value).join();
        var isFresh = read.leaderHeardNanosAgo() < SECONDS.toNanos(1);
        return isFresh;
    }

    /// Waits until this member has applied the entry at `index`, and two others follow it.
    static void awaitTwoFollowers(RaftNode<?> node, long index) {
        node.await().applied(index, PATIENCE).join();
        node.await().until("two followers that keep up", Operations::hasFollowers, PATIENCE).join();
    }

    /// Snapshots that leave most of the network to others.
    static SnapshotOptions gentleSnapshots() {
        var gently = TransferLimits.DEFAULT.withBytesPerSecondMax(10 << 20);
        var options = SnapshotOptions.DEFAULT.withTransfer(gently);
        return options;
    }

    private static boolean hasFollowers(RaftState state) {
        return state.followers().values().stream()
                        .filter(follower -> follower.matchedIndex() >= state.commitIndex())
                        .count()
                >= 2;
    }
}
