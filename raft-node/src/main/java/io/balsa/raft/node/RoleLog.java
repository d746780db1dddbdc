package io.balsa.raft.node;

import io.balsa.raft.core.Effect;
import io.balsa.raft.core.MemberId;
import io.balsa.raft.core.Role;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Objects;

/// Tells the operator who leads, once per change.
final class RoleLog {
    private static final Logger LOG = LoggerFactory.getLogger("io.balsa.raft");

    private final MemberId self;

    RoleLog(MemberId self) {
        this.self = self;
    }

    void onState(RaftState before, RaftState after) {
        if (before.role().equals(after.role()) && before.term() == after.term()) {
            return;
        }
        switch (after.role()) {
            case Role.Leader _ -> LOG.info("member {} leads term {}", self, after.term());
            case Role.Candidate _ ->
                    LOG.info("member {} stands for election in term {}", self, after.term());
            case Role.PreCandidate _ ->
                    LOG.debug(
                            "member {} asks whether it would win term {}", self, after.term() + 1);
            case Role.Follower(var leader) -> {
                if (before.role() instanceof Role.Leader) {
                    LOG.info("member {} no longer leads; term {}", self, after.term());
                }
                if (leader != null && !Objects.equals(before.leader(), leader)) {
                    LOG.info("member {} follows member {} in term {}", self, leader, after.term());
                } else if (leader == null && before.leader() != null) {
                    LOG.info("member {} knows no leader in term {}", self, after.term());
                }
            }
        }
    }

    /// A member went back behind what it had acknowledged: an operator must decide.
    static void warn(Effect.ReportRevert revert) {
        LOG.error(
                "member {} had acknowledged the log up to entry {} and now ends with {}: it lost"
                        + " its disk, or was given an old copy. It is left out until it is allowed"
                        + " back",
                revert.member(),
                revert.acknowledged(),
                revert.found());
    }
}
