package io.balsa.raft.node;

import io.balsa.raft.core.FollowerProgress;
import io.balsa.raft.core.FollowerProgress.Phase;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Membership;
import io.balsa.raft.core.Message;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Tells the operator of a leader which voters do not count for majorities, once they have not for
/// longer than an election takes: what a new leader or a new group needs to get going is no news.
/// Says it once, and once more when they count again. Confined to the event loop.
final class DoubtLog {
    private static final Logger LOG = LoggerFactory.getLogger("io.balsa.raft");

    private final MemberId self;
    private final long patienceNanos;
    private final Logger log;
    private final SortedMap<MemberId, Long> missedSince = new TreeMap<>();
    private final SortedSet<MemberId> told = new TreeSet<>();

    DoubtLog(MemberId self, long patienceNanos) {
        this(self, patienceNanos, LOG);
    }

    DoubtLog(MemberId self, long patienceNanos, Logger log) {
        this.self = self;
        this.patienceNanos = patienceNanos;
        this.log = log;
    }

    /// What this member, as the leader, knows of its followers at time `now`.
    void onFollowers(
            Membership membership, SortedMap<MemberId, FollowerProgress> followers, long now) {
        followers.forEach((member, progress) -> {
            if (progress.counts() || !membership.isVoter(member)) {
                onCounts(member);
            } else {
                onMissed(member, progress, now);
            }
        });
        missedSince.keySet().retainAll(followers.keySet());
        told.retainAll(followers.keySet());
    }

    private void onCounts(MemberId member) {
        missedSince.remove(member);
        if (told.remove(member)) {
            log.info("member {}, the leader, counts on member {} again", self, member);
        }
    }

    private void onMissed(MemberId member, FollowerProgress progress, long now) {
        var since = missedSince.computeIfAbsent(member, _ -> now);
        if (now - since >= patienceNanos && told.add(member)) {
            log.warn(
                    "member {}, the leader, does not count on member {} for majorities: {}",
                    self,
                    member,
                    reason(progress));
        }
    }

    private static String reason(FollowerProgress progress) {
        if (progress.phase() == Phase.ISOLATED) {
            return "it is isolated until it is allowed back";
        }
        return progress.heardAt() == Message.NO_STAMP
                ? "it has not answered yet"
                : "it came with an empty log, and must first get all that is committed";
    }

    /// This member does not lead any more.
    void onNoLeader() {
        missedSince.clear();
        told.clear();
    }
}
